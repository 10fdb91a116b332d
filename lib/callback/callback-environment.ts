import type { CallbackEnvironmentVariables } from '../../lambda/callback/environment.ts';
import type { Partner } from '../../lambda/callback/partner.ts';
import type { Settings } from '../settings/settings.ts';

export interface CallbackEnvironmentProps {
  readonly settings: Settings;
  readonly stage: string;
  readonly tableName: string;
  /** @default - no overflow queue */
  readonly overflowQueueUrl?: string;
}

/**
 * Returns the environment variables of the callback's Lambda. They hold secureLogins only as
 * SHA-256, so the template shows no credential.
 */
export function callbackEnvironment(props: CallbackEnvironmentProps): CallbackEnvironmentVariables {
  const { settings, stage, tableName, overflowQueueUrl } = props;
  const partners = settings.partners.map(
    ({ providerId, secureLoginSha256 }): Partner => ({ providerId, secureLoginSha256 }),
  );
  return {
    TABLE_NAME: tableName,
    STAGE: stage,
    ...(overflowQueueUrl !== undefined && { OVERFLOW_QUEUE_URL: overflowQueueUrl }),
    PARTNERS: JSON.stringify(partners),
    RETENTION_DAYS: String(settings.retentionDays),
    ERROR_CODES: settings.errorCodes,
    REQUEST_FIELDS: settings.requestFields,
  };
}
