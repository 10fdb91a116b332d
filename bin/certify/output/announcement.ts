import type { OpenEndpoint } from '../open-endpoint.ts';

export interface AnnouncementProps extends OpenEndpoint {
  /** What the name of every session and user that the run makes up starts with. */
  readonly mark: string;
}

/** About as many as a run sends and leaves. */
export const usualRequests = 230;
export const usualRecords = 120;

/** Says, before anything is sent, what will be sent where and what it leaves behind. */
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
