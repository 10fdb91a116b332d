import * as v from 'valibot';
import { minRetentionDays } from '../records/session-record.ts';
import { type ErrorCodeSet, errorCodeSets } from './answer.ts';
import { requestFieldsRevisions } from './callback.ts';
import { partnerSchema } from './partner.ts';

/** The schema of the callback Lambda's environment variables. Its keys are the variables' names. */
export const callbackEnvironmentSchema = v.object({
  /** Name of the table that keeps the session records. */
  TABLE_NAME: v.pipe(v.string(), v.nonEmpty()),
  /** The deployment stage: a dimension of the metrics. */
  STAGE: v.pipe(v.string(), v.nonEmpty()),
  /**
   * URL of the overflow queue, which takes the records that the table does not take in time.
   * Without the queue, the provider has to retry such a callback.
   */
  OVERFLOW_QUEUE_URL: v.optional(v.pipe(v.string(), v.url())),
  /** JSON: the list of known partners. */
  PARTNERS: v.pipe(v.string(), v.parseJson(), v.array(partnerSchema), v.nonEmpty()),
  RETENTION_DAYS: v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(minRetentionDays)),
  ERROR_CODES: v.picklist(Object.keys(errorCodeSets) as ErrorCodeSet[]),
  REQUEST_FIELDS: v.picklist(requestFieldsRevisions),
  /**
   * `SILENT` silences the Lambda, as it silences Powertools' logger. Other levels hide nothing,
   * since each log line also holds metrics.
   */
  POWERTOOLS_LOG_LEVEL: v.optional(v.string()),
});

/** The variables before they are parsed. All values are texts. */
export type CallbackEnvironmentVariables = {
  readonly [K in keyof v.InferInput<typeof callbackEnvironmentSchema>]: string;
};
