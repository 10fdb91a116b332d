import { malformedJson, printedExample, unicode, unknownFields } from './checks/bodies.ts';
import { credentials } from './checks/credentials.ts';
import { judgeEveryAnswer } from './checks/every-answer.ts';
import { fields } from './checks/fields.ts';
import { contentTypes, methodAndPath, oversizedBody } from './checks/http.ts';
import { latency } from './checks/latency.ts';
import { conflict, firstDelivery, retransmission, storm } from './checks/same-uuid.ts';
import type { Finding, Group, GroupedFinding } from './group.ts';
import type { Progress } from './output/progress.ts';
import { checkRecords } from './records/check-records.ts';
import { recordsReader, type SessionRecords } from './records/records-reader.ts';
import type { Exchange, Run } from './run.ts';

/** The groups that send callbacks, in their order. */
export const sendingGroups: readonly Group[] = [
  firstDelivery,
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

/** What to run, and who watches. */
interface RunGroupsProps {
  readonly groups: readonly Group[];
  readonly records: SessionRecords | undefined;
  readonly progress: Progress;
}

/**
 * Runs the groups in turn and resolves to the findings and the names of the groups left out. A
 * failed first delivery or a group without any answer ends the sending.
 */
export async function runGroups(run: Run, { groups, records, progress }: RunGroupsProps) {
  const { exchanges } = run;
  const checks: GroupedFinding[] = [];
  const notRun: string[] = [];
  const steps = groups.length + (records === undefined ? 1 : 2);
  let done = 0;
  const step = async (name: string, isUseful: boolean, check: () => Promise<Finding[]>) => {
    done += 1;
    if (!isUseful) return void notRun.push(name);
    progress.start(name, done, steps);
    const findings = await check();
    checks.push(...findings.map((finding) => ({ group: name, ...finding })));
    progress.finish(name, findings);
  };

  let isSending = true;
  for (const group of groups) {
    await step(group.name, isSending, async () => {
      const sent = await group.send(run);
      const findings = group.judge(sent, run);
      isSending = group === firstDelivery ? findings.every(({ passed }) => passed) : !isGone(sent);
      return findings;
    });
  }
  const isAnswered = exchanges.some(({ reply }) => reply.kind === 'answered');
  await step('every answer', isAnswered, async () => judgeEveryAnswer(exchanges));
  if (records !== undefined) {
    const reader = recordsReader(records, run.pace);
    await step('records', isSending, () => checkRecords(exchanges, reader, run.redactor));
  }
  return { checks, notRun };
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
