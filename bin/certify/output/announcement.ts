import type { OpenEndpoint } from '../endpoint.ts';

export interface AnnouncementProps extends OpenEndpoint {
  readonly requestsPerSecond: number;
  /** The start of the name of every session and user that the run makes up. */
  readonly mark: string;
}

/** About as many as a run sends and leaves. */
export const usualRequests = 230;
export const usualRecords = 120;

/** Returns what is said before anything is sent: what will be sent where, and what it leaves. */
export function announcement(props: AnnouncementProps): string {
  const { callbackUrl, isCompleted, isLocal, mark, requestsPerSecond, queryUrl } = props;
  const origin = isLocal
    ? ' (a receiver started for this run)'
    : isCompleted
      ? ' (its path was added to your URL)'
      : '';
  return [
    `Certifying ${callbackUrl.href}${origin}`,
    `  It sends about ${usualRequests} requests, at most ${requestsPerSecond} in any second, as Lucky Monaco would.`,
    `  Every session and user in them is made up and named ${mark}-…; no real player is touched.`,
    `  About ${usualRecords} of them leave a test record, which expires by the retention that the stage is set to.`,
    queryUrl === undefined
      ? '  The records are not looked at: --query-url would.'
      : `  The records are then read at ${queryUrl}.`,
  ].join('\n');
}
