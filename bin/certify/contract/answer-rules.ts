import { type Answered, readObject } from '../http/reply.ts';
import { maxDescriptionLength } from './contract.ts';

/** A rule for every answer with HTTP 200 to a callback, whatever its error code. */
export interface AnswerRule {
  readonly check: string;
  readonly expected: string;
  readonly provider: string;
  /** Says how a reply breaks the rule, or returns undefined. Never quotes the reply. */
  breach(reply: Answered): string | undefined;
}

const unread = 'may not be able to read the answer: it may retransmit what was delivered';

/** The rules for an answer's form: one for each part that can be wrong. */
export const answerRules: readonly AnswerRule[] = [
  {
    check: 'content type',
    expected: 'application/json',
    provider: unread,
    breach: ({ contentType }) =>
      /^application\/json *(;|$)/i.test(contentType) ? undefined : 'another content type, or none',
  },
  {
    check: 'the body',
    expected: '{error, description} in JSON',
    provider: unread,
    breach(reply) {
      const object = readObject(reply);
      if (object === undefined) return 'no JSON object';
      const names = Object.keys(object).sort().join(' and ');
      return names === 'description and error'
        ? undefined
        : 'fields missing, or others beside them';
    },
  },
  {
    check: 'error',
    expected: 'a number of at most 3 digits',
    provider: 'may take it for no code that it knows, and retransmit what was delivered',
    breach(reply) {
      const error = readObject(reply)?.['error'];
      const isCode =
        typeof error === 'number' && Number.isInteger(error) && error >= 0 && error <= 999;
      return isCode ? undefined : describeType(error);
    },
  },
  {
    check: 'description',
    expected: `at most ${maxDescriptionLength} characters`,
    provider: 'may cut it off, or refuse the whole answer and retransmit',
    breach(reply) {
      const description = readObject(reply)?.['description'];
      if (typeof description !== 'string') return describeType(description);
      const { length } = [...description];
      return length <= maxDescriptionLength ? undefined : `${length} characters`;
    },
  },
];

function describeType(value: unknown): string {
  if (value === undefined) return 'missing';
  return typeof value === 'string'
    ? 'a text'
    : `not that, but ${value === null ? 'null' : typeof value}`;
}
