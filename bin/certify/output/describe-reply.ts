import { readObject } from '../contract/read-answer.ts';
import type { Reply } from '../http/reply.ts';
import type { Concealer } from './conceal.ts';

const maxQuoted = 300;

/** Describes a reply in one line, with what it says but for the secrets. */
export function describeReply(reply: Reply, { conceal }: Concealer): string {
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
