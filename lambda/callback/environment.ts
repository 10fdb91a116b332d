import * as v from 'valibot';
import { minRetentionDays } from '../records/session-record.ts';
import { errorCodes } from './answer.ts';
import { requestFieldsRevisions } from './callback.ts';
import { partnerSchema } from './partner.ts';

/** The environment variables of the callback's Lambda; its keys are the variables' names. */
export const callbackEnvironmentSchema = v.object({
  /** Name of the table that keeps the session records. */
  TABLE_NAME: v.pipe(v.string(), v.nonEmpty()),
  /** The deployment stage, a dimension of the metrics. */
  STAGE: v.pipe(v.string(), v.nonEmpty()),
  /** URL of the queue that takes what the table does not; without one, such a callback is left to the provider's retries. */
  OVERFLOW_QUEUE_URL: v.optional(v.pipe(v.string(), v.url())),
  /** JSON: the list of known partners. */
  PARTNERS: v.pipe(v.string(), v.parseJson(), v.array(partnerSchema), v.nonEmpty()),
  RETENTION_DAYS: v.pipe(v.string(), v.toNumber(), v.integer(), v.minValue(minRetentionDays)),
  ERROR_CODES: v.picklist(Object.keys(errorCodes) as (keyof typeof errorCodes)[]),
  REQUEST_FIELDS: v.picklist(requestFieldsRevisions),
  /** `SILENT` silences the Lambda, as it does Powertools' logger; a line holds metrics, so that other levels let all pass. */
  POWERTOOLS_LOG_LEVEL: v.optional(v.string()),
});

/** The variables as they are set: all texts. */
export type CallbackEnvironmentVariables = {
  readonly [K in keyof v.InferInput<typeof callbackEnvironmentSchema>]: string;
};
