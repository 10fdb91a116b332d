import type { Exchange } from '../bench.ts';
import { type AnswerRule, answerRules } from '../contract/answer-rules.ts';
import { findLeak } from '../find-leak.ts';
import type { Finding } from '../finding.ts';
import type { Group } from '../group.ts';
import type { Answered } from '../http/reply.ts';

interface AnsweredExchange extends Exchange {
  readonly reply: Answered;
}

/** What must hold for every answer to a callback, whatever else it says; judged by all that came back in the run. */
export const everyAnswer: Group = {
  name: 'every answer',
  async check({ exchanges }) {
    const answered = exchanges.filter(
      (exchange): exchange is AnsweredExchange => exchange.reply.kind === 'answered',
    );
    const callbacks = answered.filter(({ expected }) => expected.isCallbackAnswer);
    // The provider reads no further than another status.
    const read = callbacks.filter(({ reply }) => reply.status === 200);
    return [
      judgeAll(callbacks, status, ({ reply }) => (reply.status === 200 ? undefined : `HTTP ${reply.status}`)),
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
  provider: "keeps answers in its logs: the player's data, and perhaps the token, then lie there too",
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
