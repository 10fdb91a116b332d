import { showLine, type Terminal } from '../../kit/progress.ts';
import { visibleLines } from '../../kit/visible.ts';
import type { Arguments } from '../arguments.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Finding } from '../group.ts';

/** Shows the progress of a run. */
export interface Progress {
  /**
   * Called before the first request. The names of all made-up sessions and users start with `mark`.
   */
  announce(mark: string): void;
  /** Called before each group, the `step`th of `steps`. */
  start(group: string, step: number, steps: number): void;
  finish(group: string, findings: readonly Finding[]): void;
}

type AnnouncementProps = Pick<Endpoint, 'callbackUrl' | 'isCompleted' | 'isLocal' | 'queryUrl'> &
  Pick<Arguments, 'requestsPerSecond'>;

/**
 * Returns a progress for people. A terminal shows one line that changes. Other outputs get a line
 * for each group.
 */
export function visibleProgress(output: Terminal, props: AnnouncementProps): Progress {
  return {
    announce: (mark) => void output.write(visibleLines(`${announcement(props, mark)}\n\n`)),
    start: (group, step, steps) => showLine(output, `[${step}/${steps}] ${group} …`),
    finish(group, findings) {
      const passed = findings.filter((finding) => finding.passed).length;
      if (output.isTTY) showLine(output);
      else output.write(`${group}: ${passed} of ${findings.length} passed\n`);
    },
  };
}

/** About as many requests as a run sends. */
export const usualRequests = 230;
/** About as many records as a run leaves. */
export const usualRecords = 120;

/** Returns the text before a run: the requests, their target and the records they leave. */
function announcement(props: AnnouncementProps, mark: string): string {
  const { callbackUrl, isCompleted, isLocal, requestsPerSecond, queryUrl } = props;
  const added = isCompleted ? ' (its path was added to your URL)' : '';
  const origin = isLocal ? ' (a receiver started for this run)' : added;
  return [
    `Certifying ${callbackUrl.href}${origin}`,
    `  It sends about ${usualRequests} requests, at most ${requestsPerSecond} in any second, as ` +
      'Lucky Monaco would.',
    `  Every session and user in them is made up and named ${mark}-…; no real player is touched.`,
    `  About ${usualRecords} of them leave a test record, which expires by the retention that ` +
      'the stage is set to.',
    queryUrl === undefined
      ? '  Records are not checked. Pass --query-url to check them.'
      : `  The records are then read at ${queryUrl}.`,
  ].join('\n');
}
