import { InvalidQueryError, SessionRecordsError } from '../../lib/client/index.ts';

/** Returns one line for an error of the query API or of AWS, which is no defect of ours. */
export function explainFailure(error: unknown): string | undefined {
  if (error instanceof InvalidQueryError) return error.detail;
  if (error instanceof SessionRecordsError) return `the query API did not answer. ${error.message}`;
  return error instanceof Error && isOfAws(error) ? `${error.name}: ${error.message}` : undefined;
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
