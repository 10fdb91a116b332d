import * as v from 'valibot';
import { type ErrorCodeSet, errorCodeSets } from '../../lambda/callback/answer.ts';
import { requestFieldsRevisions } from '../../lambda/callback/callback.ts';
import { minRetentionDays } from '../../lambda/records/session-record.ts';
import { domainSettings } from './domain-settings.ts';
import { partnerSettings } from './partner-settings.ts';
import { arn, cidrs, group, oneOf, wholeNumber, yesOrNo } from './setting-types.ts';

/** The retention periods that CloudWatch Logs offers, in days. */
const logRetentionPeriods = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
] as const;

const partnersHint = 'write a list of {"secureLogin": "…", "providerId": "…"}';
const accountHint = 'write the 12 digits of an AWS account id, as a text';
const emailHint = 'write an e-mail address';
const runbookHint = 'write the URL of your copy of docs/runbook.md, https://…';

const throttle = (standard: { readonly rate: number; readonly burst: number }) =>
  v.optional(
    group(
      { rate: wholeNumber(1, 10_000), burst: wholeNumber(1, 5_000) },
      `write ${JSON.stringify(standard)}`,
    ),
    standard,
  );

/** The one stage where settings may be convenient rather than secure. */
export const devStage = 'dev';

const entries = {
  /** The provider's credentials, one entry for each pair. */
  partners: v.pipe(
    v.array(partnerSettings, partnersHint),
    v.nonEmpty('write at least one {"secureLogin": "…", "providerId": "…"}'),
  ),
  /**
   * IP ranges in CIDR notation that may call. An empty list lets everyone call, which only the dev
   * stage accepts. An IPv6 range makes the API reachable by IPv6 as well.
   */
  allowedIps: v.optional(cidrs, []),
  /**
   * Days to keep a record. The lower bound is longer than the provider's retransmissions can take.
   */
  retentionDays: v.optional(wholeNumber(minRetentionDays, 36_500), 180),
  /** The provider's set of error codes. */
  errorCodes: v.optional(oneOf(Object.keys(errorCodeSets) as ErrorCodeSet[]), '2024-10-17'),
  /** The provider's revision of the callback's fields. */
  requestFields: v.optional(oneOf(requestFieldsRevisions), '2024-10-17'),
  /**
   * The requests a second that API Gateway lets through to the callback API, and how many more at
   * once.
   */
  throttle: throttle({ rate: 100, burst: 200 }),
  /**
   * The same limits for the query API. A query may take 3 s. When the table is slow, the limits
   * bound how many of the account's Lambda sandboxes the readers occupy. The callbacks' throttle
   * does not change that.
   */
  queryThrottle: throttle({ rate: 20, burst: 20 }),
  /**
   * Other AWS accounts whose services may call the query API. Their IAM policies must allow it too.
   */
  readerAccounts: v.optional(
    v.array(
      v.pipe(v.string(accountHint), v.regex(/^\d{12}$/, accountHint)),
      `${accountHint}, in a list`,
    ),
    [],
  ),
  /** Whether the stack publishes an event for each new record on its own bus. */
  events: v.optional(yesOrNo, true),
  /**
   * Days that the bus's archive keeps an event for replay. An archived event cannot be erased, so
   * the archive keeps events for less time than the table keeps records.
   */
  eventArchiveDays: v.optional(wholeNumber(1, 36_500), 14),
  /** Days to keep logs. */
  logRetentionDays: v.optional(oneOf(logRetentionPeriods), 30),
  /**
   * The operator's domain for the callback API. The API is then not reachable by its execute-api
   * URL. With a truststore (a PEM file of certificate authorities on S3), the caller must present a
   * certificate: mutual TLS.
   */
  domain: v.optional(domainSettings),
  /** ARN of a regional AWS WAF web ACL for the callback API. */
  webAclArn: v.optional(
    arn(
      'wafv2',
      'write the ARN of a regional web ACL, "arn:aws:wafv2:…:regional/webacl/…"',
      'regional/webacl/',
    ),
  ),
  /** E-mail address that receives the alarms. */
  alarmEmail: v.optional(v.pipe(v.string(emailHint), v.email(emailHint))),
  /**
   * URL of `docs/runbook.md` for the people on call. Each alarm names it, with the alarm's heading.
   */
  runbookUrl: v.optional(
    v.pipe(v.string(runbookHint), v.url(runbookHint), v.startsWith('https://', runbookHint)),
  ),
  /**
   * Hours without a new record after which an alarm goes off. Without this setting, silence sets
   * off no alarm.
   */
  silenceHours: v.optional(wholeNumber(1, 24)),
  /**
   * Whether the stack refuses to be deleted. CDK sets the protection before the first creation, and
   * a failed creation could then not be repeated. Switch it on once the stack exists.
   */
  terminationProtection: v.optional(yesOrNo, false),
  /**
   * Whether the stack gives API Gateway a role for logs if the AWS account and region have none. An
   * existing role is never replaced. `false` leaves the account unchanged, and a deployment then
   * needs an existing role.
   */
  cloudWatchRole: v.optional(yesOrNo, true),
};

/** The schema of a stage's settings, with the meaning and the default of each. */
export const settingsSchema = group(entries, partnersHint);

/** A stage's settings, complete and valid. */
export type Settings = v.InferOutput<typeof settingsSchema>;
