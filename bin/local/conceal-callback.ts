import { type Concealer, concealer } from '../certify/output/concealer.ts';

const concealed = '[concealed]';
const secretFields = new Set(['token', 'securelogin']);
/** A callback has one level. */
const maxDepth = 20;
const maxShown = 4_000;
const knownNames = /^(secureLogin|providerId|sessionId|userId|token|uuid)$/;

/** Hides a callback's token and secureLogin wherever they may be shown. */
export interface CallbackConcealer {
  /** Returns the request's body for people: JSON without secrets, or the form of what is no JSON. */
  readonly body: string;
  /** Returns the value without secrets: by a field's name, and wherever their text stands. */
  conceal(value: unknown): unknown;
}

/** Returns the concealer of a request's body. `secureLogins` are those that the settings know. */
export function callbackConcealer(
  body: string,
  secureLogins: readonly string[],
): CallbackConcealer {
  const secrets = concealer();
  for (const secureLogin of secureLogins) secrets.add(secureLogin);
  const parsed = parse(body);
  remember(parsed, secrets);
  return {
    body:
      parsed === undefined
        ? formOf(body.slice(0, maxShown))
        : JSON.stringify(walk(parsed, secrets), null, 2),
    conceal: (value) => walk(value, secrets),
  };
}

/** Only an object or a list is shown as JSON: a bare text or number may be a secret itself. */
function parse(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps JSON's punctuation and the contract's names. All else may be a secret that nobody can tell. */
function formOf(body: string): string {
  return body.replaceAll(/[^\s{}[\]":,]+/g, (word) => (knownNames.test(word) ? word : '…'));
}

/** Adds what stands under a secret field's name, however deep, to the secrets. */
function remember(value: unknown, secrets: Concealer, isUnderSecret = false, depth = 0): void {
  if (typeof value !== 'object' || value === null) {
    if (isUnderSecret && value !== undefined) secrets.add(String(value));
    return;
  }
  if (depth === maxDepth) return;
  for (const [name, inner] of Object.entries(value))
    remember(inner, secrets, isUnderSecret || isSecret(name), depth + 1);
}

function walk(value: unknown, secrets: Concealer, depth = 0): unknown {
  if (typeof value === 'string') return secrets.conceal(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === maxDepth) return '…';
  if (Array.isArray(value)) return value.map((inner) => walk(inner, secrets, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      secrets.conceal(name),
      isSecret(name) ? concealed : walk(inner, secrets, depth + 1),
    ]),
  );
}

function isSecret(name: string): boolean {
  return secretFields.has(name.toLowerCase());
}
