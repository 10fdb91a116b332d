import { InvalidQueryError, SessionRecordsError } from '../../lib/client/index.ts';
import { UsageError } from './usage.ts';

/**
 * Returns the text for an error. An error that people can correct takes one line. A defect takes
 * its whole stack.
 */
export function explainFailure(error: unknown): string {
  if (error instanceof UsageError) return `records: ${error.message} (--help tells more)`;
  if (error instanceof InvalidQueryError) return `records: ${error.detail}`;
  if (error instanceof SessionRecordsError)
    return `records: the query API did not answer. ${error.message}`;
  if (error instanceof Error && isOfAws(error)) return `records: ${error.name}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Returns whether the AWS SDK made the error. A service refused, or the credentials or the region
 * are missing.
 */
function isOfAws(error: Error): boolean {
  return (
    '$metadata' in error ||
    error.name === 'CredentialsProviderError' ||
    error.message === 'Region is missing'
  );
}
