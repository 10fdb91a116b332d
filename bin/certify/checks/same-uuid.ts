import { type Group, judgeTogether } from '../group.ts';
import type { Delivery, Exchange, Run } from '../run.ts';
import { describeReply, type Reply } from '../sending/reply.ts';
import { type Case, table } from './table.ts';

/** One valid callback. The run ends if it is not accepted. */
export const firstDelivery = table('first delivery', [['a new callback', 'accepted']]);

/** The provider retransmits up to three times. */
const times = 3;

/** The same callback, sent again, gets the same answer. */
export const retransmission: Group = {
  name: 'retransmission',
  async send(run) {
    const delivery: Delivery = {
      check: 'three retransmissions',
      expected: run.expect.accepted,
      callback: run.callbacks.make(),
    };
    const exchanges: Exchange[] = [];
    for (let i = 0; i <= times; i += 1) exchanges.push(await run.send(delivery));
    return exchanges;
  },
  judge: ([first, ...again], run) => (first === undefined ? [] : [compare(first, again, run)]),
};

function compare(first: Exchange, again: readonly Exchange[], { redactor }: Run) {
  const other = again.find(({ reply }) => !isSame(reply, first.reply));
  const passed = first.expected.isMet(first.reply) && other === undefined;
  const described = describeReply(first.reply, redactor);
  return {
    check: first.check,
    expected: `${times} × the first answer`,
    got:
      other === undefined
        ? `${times} × ${described}`
        : `first ${described}; then ${describeReply(other.reply, redactor)}`,
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

const stormSize = 50;

/** Many deliveries of one new callback, as close together as the pace allows. */
export const storm: Group = {
  name: 'retransmission storm',
  async send(run) {
    const delivery: Delivery = {
      check: `one callback, ${stormSize} times at once`,
      expected: run.expect.accepted,
      callback: run.callbacks.make(),
    };
    await run.pace.rest(stormSize);
    return Promise.all(Array.from({ length: stormSize }, () => run.send(delivery)));
  },
  judge: (exchanges, run) => [judgeTogether(exchanges, run)],
};

const inTurn = 1;

/** A known uuid with other content is refused. It is no retransmission. */
export const conflict = table(
  'conflict',
  ({ callbacks }) => {
    const first = callbacks.make();
    const conflicting = (field: 'sessionId' | 'userId' | 'token'): Case => [
      `its uuid with another ${field}`,
      'conflict',
      { fields: (valid) => ({ ...first, [field]: valid[field] }) },
    ];
    return [
      ['the first callback of a uuid', 'accepted', { fields: () => first }],
      conflicting('sessionId'),
      conflicting('userId'),
      conflicting('token'),
      ['the first callback again', 'accepted', { fields: () => first }],
    ];
  },
  inTurn,
);
