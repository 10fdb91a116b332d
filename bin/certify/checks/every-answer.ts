import type { Exchange } from '../bench.ts';
import { type AnswerRule, answerRules } from '../contract/answer-rules.ts';
import { findLeak } from '../find-leak.ts';
import type { Finding } from '../finding.ts';
import type { Group } from '../group.ts';

/** What must hold for every answer to a callback, whatever else it says; judged by all that came back in the run. */
export const everyAnswer: Group = {
  name: 'every answer',
  async check({ exchanges }) {
    const callbacks = exchanges.filter(({ expected }) => expected.isCallbackAnswer);
    return [...answerRules.map((rule) => judgeAll(callbacks, rule)), judgeLeaks(exchanges)];
  },
};

function judgeAll(exchanges: readonly Exchange[], { breach, ...rule }: AnswerRule): Finding {
  return summarize(exchanges, rule, ({ reply }) => (reply.kind === 'answered' ? breach(reply) : undefined));
}

function judgeLeaks(exchanges: readonly Exchange[]): Finding {
  const rule = {
    check: 'what was sent',
    expected: 'is not repeated',
    provider: "keeps answers in its logs: the player's data, and perhaps the token, then lie there too",
  };
  return summarize(exchanges, rule, findLeak);
}

function summarize(
  exchanges: readonly Exchange[],
  { provider, ...rule }: Omit<AnswerRule, 'breach'>,
  breach: (exchange: Exchange) => string | undefined,
): Finding {
  const answered = exchanges.filter(({ reply }) => reply.kind === 'answered');
  const broken = answered.flatMap((exchange) => {
    const how = breach(exchange);
    return how === undefined ? [] : [{ how, check: exchange.check }];
  });
  const [first] = broken;
  const kept = `${answered.length - broken.length} of ${answered.length} answers`;
  const passed = answered.length > 0 && first === undefined;
  return {
    ...rule,
    got: first === undefined ? kept : `${kept}; ${first.how} (first for: ${first.check})`,
    passed,
    provider: passed ? undefined : provider,
  };
}
