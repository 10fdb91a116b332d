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

/** Returns the environment variables of the callback's Lambda. */
export function callbackEnvironment(props: CallbackEnvironmentProps): CallbackEnvironmentVariables {
  const { settings, stage, tableName, overflowQueueUrl } = props;
  return {
    TABLE_NAME: tableName,
    STAGE: stage,
    ...(overflowQueueUrl !== undefined && { OVERFLOW_QUEUE_URL: overflowQueueUrl }),
    PARTNERS: partnersVariable(settings.partners),
    RETENTION_DAYS: String(settings.retentionDays),
    ERROR_CODES: settings.errorCodes,
    REQUEST_FIELDS: settings.requestFields,
  };
}

/**
 * Returns the variable `PARTNERS`. It holds secureLogins only as SHA-256, so the template shows no
 * credential.
 */
export function partnersVariable(partners: Settings['partners']): string {
  return JSON.stringify(
    partners.map(
      ({ providerId, secureLoginSha256 }): Partner => ({ providerId, secureLoginSha256 }),
    ),
  );
}
