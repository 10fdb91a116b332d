import type { CallbackEnvironmentVariables } from '../../lambda/callback/environment.ts';
import { toPartner } from '../../lambda/callback/partner.ts';
import type { Settings } from '../settings/settings.ts';

export interface CallbackEnvironmentProps {
  readonly settings: Settings;
  readonly stage: string;
  readonly tableName: string;
  /** @default - no overflow queue */
  readonly overflowQueueUrl?: string;
}

/** Returns the environment of the callback's Lambda. It holds digests of the secureLogins, so that neither does the template. */
export function callbackEnvironment(props: CallbackEnvironmentProps): CallbackEnvironmentVariables {
  const { settings, stage, tableName, overflowQueueUrl } = props;
  return {
    TABLE_NAME: tableName,
    STAGE: stage,
    ...(overflowQueueUrl !== undefined && { OVERFLOW_QUEUE_URL: overflowQueueUrl }),
    PARTNERS: JSON.stringify(settings.partners.map(toPartner)),
    RETENTION_DAYS: String(settings.retentionDays),
    ERROR_CODES: settings.errorCodes,
    REQUEST_FIELDS: settings.requestFields,
  };
}
