import type { Exchange } from '../bench.ts';
import { type AnswerRule, answerRules } from '../contract/answer-rules.ts';
import type { Finding, Group } from '../group.ts';
import type { Answered } from '../http/reply.ts';

interface AnsweredExchange extends Exchange {
  readonly reply: Answered;
}

/** Checks what must hold for every answer to a callback, with all answers of the run. */
export const everyAnswer: Group = {
  name: 'every answer',
  async check({ exchanges }) {
    const answered = exchanges.filter(
      (exchange): exchange is AnsweredExchange => exchange.reply.kind === 'answered',
    );
    const callbacks = answered.filter(({ expected }) => expected.isCallbackAnswer);
    // The provider reads only answers with status 200.
    const read = callbacks.filter(({ reply }) => reply.status === 200);
    return [
      judgeAll(callbacks, status, ({ reply }) =>
        reply.status === 200 ? undefined : `HTTP ${reply.status}`,
      ),
      ...answerRules.map((rule) => judgeAll(read, rule, ({ reply }) => rule.breach(reply))),
      judgeAll(answered, secrecy, findLeak),
    ];
  },
};

const status = {
  check: 'HTTP status',
  expected: '200',
  provider: 'sees a temporary failure and retransmits up to three times, whatever the body says',
};

const secrecy = {
  check: 'what was sent',
  expected: 'is not repeated',
  provider:
    "keeps answers in its logs: the player's data, and perhaps the token, then lie there too",
};

function judgeAll(
  exchanges: readonly AnsweredExchange[],
  { check, expected, provider }: Omit<AnswerRule, 'breach'>,
  breach: (exchange: AnsweredExchange) => string | undefined,
): Finding {
  const broken = exchanges.flatMap((exchange) => {
    const how = breach(exchange);
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

const sentFields = ['token', 'secureLogin', 'sessionId', 'userId', 'uuid'];

/** The fewest characters to search for. A shorter value may stand in an answer by chance. */
const minLength = 8;

/** Names the field whose value an answer repeats, and the place. Never quotes the value. */
function findLeak({ callback, reply }: Exchange): string | undefined {
  if (reply.kind === 'unanswered') return undefined;
  for (const field of sentFields) {
    const mark = markOf(callback[field]);
    if (mark === undefined) continue;
    if (reply.body.includes(mark)) return `the ${field} in the body`;
    if (reply.headers.includes(mark)) return `the ${field} in a header`;
  }
  return undefined;
}

/**
 * Returns the start of a value, which no other value shares. An answer may repeat only a part of a
 * long value, or escape the rest.
 */
function markOf(value: unknown): string | undefined {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  const [mark = ''] = typeof text === 'string' ? (/^[!-~]{1,36}/.exec(text) ?? []) : [];
  return mark.length >= minLength ? mark : undefined;
}
