import { type Redactor, redactor } from '../kit/redactor.ts';

const concealed = '[concealed]';
const secretFields = new Set(['token', 'securelogin']);
/** Enough levels, since a callback has only one. */
const maxDepth = 20;
const maxShown = 4_000;
const knownNames = /^(secureLogin|providerId|sessionId|userId|token|uuid)$/;

/** Removes a callback's token and secureLogin from everything that is shown. */
export interface CallbackConcealer {
  /** The request's body for people. A body that is no JSON object or list shows only its form. */
  readonly body: string;
  /**
   * Returns the value without secrets. Fields with a secret's name and texts that repeat a secret
   * are concealed.
   */
  conceal(value: unknown): unknown;
}

/** Returns the redactor for a request's body. It also conceals the settings' `secureLogins`. */
export function callbackConcealer(
  body: string,
  secureLogins: readonly string[],
): CallbackConcealer {
  const secrets = redactor();
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

/** Returns an object or a list only. A bare text or number may itself be a secret. */
function parse(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps JSON's punctuation and the contract's names. Any other word may be a secret. */
function formOf(body: string): string {
  return body.replaceAll(/[^\s{}[\]":,]+/g, (word) => (knownNames.test(word) ? word : '…'));
}

/** Adds every value below a secret field's name to the secrets, at any depth. */
function remember(value: unknown, secrets: Redactor, isUnderSecret = false, depth = 0): void {
  if (typeof value !== 'object' || value === null) {
    if (isUnderSecret && value !== undefined) secrets.add(String(value));
    return;
  }
  if (depth === maxDepth) return;
  for (const [name, inner] of Object.entries(value))
    remember(inner, secrets, isUnderSecret || isSecret(name), depth + 1);
}

function walk(value: unknown, secrets: Redactor, depth = 0): unknown {
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
