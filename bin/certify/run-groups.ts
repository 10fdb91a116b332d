import type { Bench, Exchange } from './bench.ts';
import { conflict } from './checks/conflict.ts';
import { contentTypes } from './checks/content-types.ts';
import { credentials } from './checks/credentials.ts';
import { everyAnswer } from './checks/every-answer.ts';
import { fields } from './checks/fields.ts';
import { firstDelivery } from './checks/first-delivery.ts';
import { latency } from './checks/latency.ts';
import { malformedJson } from './checks/malformed-json.ts';
import { methodAndPath } from './checks/method-and-path.ts';
import { oversizedBody } from './checks/oversized-body.ts';
import { printedExample } from './checks/printed-example.ts';
import { records } from './checks/records.ts';
import { retransmission } from './checks/retransmission.ts';
import { storm } from './checks/storm.ts';
import { unicode } from './checks/unicode.ts';
import { unknownFields } from './checks/unknown-fields.ts';
import type { Group, GroupedFinding } from './group.ts';
import type { Progress } from './output/progress.ts';

/** The groups that send callbacks after the first delivery, in their order. */
const sendingGroups: readonly Group[] = [
  retransmission,
  storm,
  conflict,
  fields,
  printedExample,
  unknownFields,
  unicode,
  contentTypes,
  credentials,
  methodAndPath,
  oversizedBody,
  malformedJson,
  latency,
];

/**
 * Runs the groups in turn and resolves to the findings and the names of the groups left out. A
 * failed first delivery or a group without any answer ends the run.
 */
export async function runGroups(bench: Bench, progress: Progress) {
  const rest = [...sendingGroups, everyAnswer, ...(bench.records === undefined ? [] : [records])];
  const checks: GroupedFinding[] = [];
  const notRun: string[] = [];
  const run = async (group: Group) => {
    progress.start(group.name, checks.length === 0 ? 1 : rest.indexOf(group) + 2, rest.length + 1);
    const findings = await group.check(bench);
    checks.push(...findings.map((finding) => ({ group: group.name, ...finding })));
    progress.finish(group.name, findings);
    return findings.every(({ passed }) => passed);
  };
  let isWorthwhile = await run(firstDelivery);
  for (const group of rest) {
    const sent = bench.exchanges.length;
    const isPossible = group === everyAnswer ? bench.exchanges.some(isAnswered) : isWorthwhile;
    if (isPossible) await run(group);
    else notRun.push(group.name);
    isWorthwhile &&= !isGone(bench.exchanges.slice(sent));
  }
  return { checks, notRun };
}

function isAnswered({ reply }: Exchange): boolean {
  return reply.kind === 'answered';
}

/**
 * Returns whether no request of a group got an answer. Every further group would wait as long as
 * the provider does.
 */
function isGone(exchanges: readonly Exchange[]): boolean {
  const isSilent = ({ reply }: Exchange) =>
    reply.kind === 'unanswered' && ['too-slow', 'unreachable'].includes(reply.reason);
  return exchanges.length > 0 && exchanges.every(isSilent);
}
