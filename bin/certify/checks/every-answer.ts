import { maxDescriptionLength } from '../contract/contract.ts';
import type { Finding } from '../group.ts';
import type { Exchange } from '../run.ts';
import { type Answered, readObject } from '../sending/reply.ts';

/** An exchange in which the endpoint answered. */
type AnsweredExchange = Exchange & { readonly reply: Answered };

/** A rule for answers, whatever their error code. */
interface Rule {
  readonly check: string;
  readonly expected: string;
  /** What the provider does about an answer that breaks the rule. */
  readonly provider: string;
  /** Says how an answer breaks the rule, or returns undefined. Never quotes the answer. */
  breach(reply: Answered, callback: Exchange['callback']): string | undefined;
}

const statusRule: Rule = {
  check: 'HTTP status',
  expected: '200',
  provider: 'sees a temporary failure and retransmits up to three times, whatever the body says',
  breach: ({ status }) => (status === 200 ? undefined : `HTTP ${status}`),
};

const unread = 'may not be able to read the answer: it may retransmit what was delivered';

/** The rules for an answer's form: one for each part that can be wrong. */
const formRules: readonly Rule[] = [
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

const secrecyRule: Rule = {
  check: 'what was sent',
  expected: 'is not repeated',
  provider:
    "keeps answers in its logs: the player's data, and perhaps the token, then lie there too",
  breach: findLeak,
};

/** Judges what must hold for every answer to a callback, with all answers of the run. */
export function judgeEveryAnswer(exchanges: readonly Exchange[]): Finding[] {
  const answered = exchanges.filter(
    (exchange): exchange is AnsweredExchange => exchange.reply.kind === 'answered',
  );
  const callbacks = answered.filter(({ expected }) => expected.isCallbackAnswer);
  // The provider reads only answers with status 200.
  const read = callbacks.filter(({ reply }) => reply.status === 200);
  return [
    judgeRule(statusRule, callbacks),
    ...formRules.map((rule) => judgeRule(rule, read)),
    judgeRule(secrecyRule, answered),
  ];
}

function judgeRule(
  { check, expected, provider, breach }: Rule,
  exchanges: readonly AnsweredExchange[],
): Finding {
  const broken = exchanges.flatMap((exchange) => {
    const how = breach(exchange.reply, exchange.callback);
    return how === undefined ? [] : [`${how} (first for: ${exchange.check})`];
  });
  const kept = `${exchanges.length - broken.length} of ${exchanges.length} answers`;
  const passed = exchanges.length > 0 && broken.length === 0;
  return {
    check,
    expected,
    got: [kept, ...broken.slice(0, 1)].join('; '),
    passed,
    provider: passed ? undefined : provider,
  };
}

function describeType(value: unknown): string {
  if (value === undefined) return 'missing';
  return typeof value === 'string'
    ? 'a text'
    : `not that, but ${value === null ? 'null' : typeof value}`;
}

const sentFields = ['token', 'secureLogin', 'sessionId', 'userId', 'uuid'];

/** The fewest characters to search for. A shorter value may stand in an answer by chance. */
const minLength = 8;

/** Names the field whose value an answer repeats, and the place. Never quotes the value. */
function findLeak(reply: Answered, callback: Exchange['callback']): string | undefined {
  for (const field of sentFields) {
    const start = startOf(callback[field]);
    if (start.length < minLength) continue;
    if (reply.body.includes(start)) return `the ${field} in the body`;
    if (reply.headers.includes(start)) return `the ${field} in a header`;
  }
  return undefined;
}

/**
 * Returns the start of a value, which no other value shares. An answer may repeat only a part of a
 * long value, or escape the rest.
 */
function startOf(value: unknown): string {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  return (typeof text === 'string' && /^[!-~]{1,36}/.exec(text)?.[0]) || '';
}
