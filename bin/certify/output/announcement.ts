import type { OpenEndpoint } from '../endpoint.ts';

/** The endpoint and limits of a run that is about to start. */
export interface AnnouncementProps extends OpenEndpoint {
  readonly requestsPerSecond: number;
  /** The start of the names of all made-up sessions and users. */
  readonly mark: string;
}

/** About as many requests as a run sends. */
export const usualRequests = 230;
/** About as many records as a run leaves. */
export const usualRecords = 120;

/** Returns the text before a run: the requests, their target and the records they leave. */
export function announcement(props: AnnouncementProps): string {
  const { callbackUrl, isCompleted, isLocal, mark, requestsPerSecond, queryUrl } = props;
  const origin = isLocal
    ? ' (a receiver started for this run)'
    : isCompleted
      ? ' (its path was added to your URL)'
      : '';
  return [
    `Certifying ${callbackUrl.href}${origin}`,
    `  It sends about ${usualRequests} requests, at most ${requestsPerSecond} in any second, as ` +
      'Lucky Monaco would.',
    `  Every session and user in them is made up and named ${mark}-…; no real player is touched.`,
    `  About ${usualRecords} of them leave a test record, which expires by the retention that ` +
      'the stage is set to.',
    queryUrl === undefined
      ? '  The records are not looked at: --query-url would.'
      : `  The records are then read at ${queryUrl}.`,
  ].join('\n');
}
