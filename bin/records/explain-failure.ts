import { InvalidQueryError, SessionRecordsError } from '../../lib/client/index.ts';
import { UsageError } from './usage.ts';

/** Returns what to tell of an error: one line for what people can mend, the whole stack of a defect. */
export function explainFailure(error: unknown): string {
  if (error instanceof UsageError) return `records: ${error.message} (--help tells more)`;
  if (error instanceof InvalidQueryError) return `records: ${error.detail}`;
  if (error instanceof SessionRecordsError)
    return `records: the query API did not answer. ${error.message}`;
  if (error instanceof Error && isOfAws(error)) return `records: ${error.name}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Whether the AWS SDK says it: a service refused, or there are no credentials or no region. */
function isOfAws(error: Error): boolean {
  return (
    '$metadata' in error ||
    error.name === 'CredentialsProviderError' ||
    error.message === 'Region is missing'
  );
}
