import type { Bench, Exchange } from '../bench.ts';
import type { Finding, Group } from '../group.ts';
import { describeReply, type Reply } from '../http/reply.ts';

/** The provider retransmits up to three times. */
const times = 3;

/** Checks that the same callback, sent again, gets the same answer. */
export const retransmission: Group = {
  name: 'retransmission',
  async check(bench) {
    const delivery = {
      check: 'three retransmissions',
      expected: bench.expect.accepted,
      callback: bench.callbacks.make(),
    };
    const first = await bench.send(delivery);
    const again: Exchange[] = [];
    for (let i = 0; i < times; i += 1) again.push(await bench.send(delivery));
    return [toFinding(bench, first, again)];
  },
};

function toFinding(bench: Bench, first: Exchange, again: readonly Exchange[]): Finding {
  const other = again.find(({ reply }) => !isSame(reply, first.reply));
  const passed = first.expected.isMet(first.reply) && other === undefined;
  const describe = (reply: Reply) => describeReply(reply, bench.concealer);
  return {
    check: first.check,
    expected: `${times} × the first answer`,
    got:
      other === undefined
        ? `${times} × ${describe(first.reply)}`
        : `first ${describe(first.reply)}; then ${describe(other.reply)}`,
    passed,
    provider: passed
      ? undefined
      : 'takes the last answer for the true one: ' +
        'it may retransmit or give up on what was delivered',
  };
}

function isSame(one: Reply, other: Reply): boolean {
  if (one.kind === 'unanswered' || other.kind === 'unanswered') return false;
  return (
    one.status === other.status && one.body === other.body && one.contentType === other.contentType
  );
}
