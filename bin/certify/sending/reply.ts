import type { Redactor } from '../../kit/redactor.ts';
import type { Unanswered } from './unanswered.ts';

/** The result of a request: an HTTP answer, or none. */
export type Reply = Answered | Unanswered;

/** An HTTP answer. */
export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly contentType: string;
  /** The header lines. They must not repeat anything of the request. */
  readonly headers: string;
  readonly body: string;
  /** Milliseconds from the start of the request to the last byte of the answer. */
  readonly durationMs: number;
}

const maxQuoted = 300;

/** Returns the JSON object in a reply's body, or undefined. */
export function readObject(reply: Reply): Record<string, unknown> | undefined {
  if (reply.kind === 'unanswered') return undefined;
  try {
    const value: unknown = JSON.parse(reply.body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Describes a reply and its content in one line, without secrets. */
export function describeReply(reply: Reply, { conceal }: Redactor): string {
  if (reply.kind === 'unanswered') return reply.detail;
  const object = readObject(reply);
  if (reply.status !== 200 || object === undefined || !('error' in object)) {
    return `HTTP ${reply.status}: ${shorten(conceal(reply.body)) || 'an empty body'}`;
  }
  const { error, description } = object;
  const code = conceal(JSON.stringify(error));
  return description === undefined
    ? `error ${code}`
    : `error ${code}, "${shorten(conceal(toText(description)))}"`;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shorten(text: string): string {
  return text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text;
}
