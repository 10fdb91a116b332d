import * as v from 'valibot';
import { errorCodes } from '../../lambda/callback/answer.ts';
import { requestFieldsRevisions } from '../../lambda/callback/callback.ts';
import { minRetentionDays } from '../../lambda/records/session-record.ts';
import { domainSettings } from './domain-settings.ts';
import { partnerSettings } from './partner-settings.ts';
import { arn, cidrs, group, oneOf, wholeNumber, yesOrNo } from './setting-types.ts';

/** Periods that CloudWatch Logs offers, in days. */
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

const entries = {
  /** The pairs that the provider authenticates with. */
  partners: v.pipe(
    v.array(partnerSettings, partnersHint),
    v.nonEmpty('write at least one {"secureLogin": "…", "providerId": "…"}'),
  ),
  /**
   * IP ranges, in CIDR notation, that may call; empty means that everyone may, which only the dev stage accepts. A range of IPv6
   * addresses makes the API reachable by IPv6 too.
   */
  allowedIps: v.optional(cidrs, []),
  /** Days to keep a record. More than the provider's retransmissions can take, by the lower bound. */
  retentionDays: v.optional(wholeNumber(minRetentionDays, 36_500), 180),
  /** The provider's numbering of error codes. */
  errorCodes: v.optional(
    oneOf(Object.keys(errorCodes) as (keyof typeof errorCodes)[]),
    '2024-10-17',
  ),
  /** The provider's revision of the callback's fields. */
  requestFields: v.optional(oneOf(requestFieldsRevisions), '2024-10-17'),
  /** What API Gateway lets through to the callback API: requests a second, and how many at once beyond that. */
  throttle: throttle({ rate: 100, burst: 200 }),
  /**
   * The same for the query API. With the 3 s that a query may take, it bounds how many of the account's Lambda sandboxes readers can
   * tie up when the table is slow, whatever the callbacks' throttle is.
   */
  queryThrottle: throttle({ rate: 20, burst: 20 }),
  /** AWS accounts, beside the own, whose services may call the query API where their IAM policies let them, too. */
  readerAccounts: v.optional(
    v.array(
      v.pipe(v.string(accountHint), v.regex(/^\d{12}$/, accountHint)),
      `${accountHint}, in a list`,
    ),
    [],
  ),
  /** Whether each new record becomes an event on a bus of the stack. */
  events: v.optional(yesOrNo, true),
  /** Days that the bus's archive keeps an event for replay. The archive cannot be erased from, so it keeps less than the table. */
  eventArchiveDays: v.optional(wholeNumber(1, 36_500), 14),
  /** Days to keep logs. */
  logRetentionDays: v.optional(oneOf(logRetentionPeriods), 30),
  /**
   * A domain of the operator's for the callback API, which is then not reached by its execute-api URL. With a truststore (a PEM file
   * of certificate authorities on S3) the caller must present a certificate: mutual TLS.
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
  /** E-mail address that hears of the alarms. */
  alarmEmail: v.optional(v.pipe(v.string(emailHint), v.email(emailHint))),
  /** Where the people on call find docs/runbook.md; each alarm names it, with the alarm's heading. */
  runbookUrl: v.optional(
    v.pipe(v.string(runbookHint), v.url(runbookHint), v.startsWith('https://', runbookHint)),
  ),
  /** Hours without a new record after which an alarm goes off; without it, silence is no alarm. */
  silenceHours: v.optional(wholeNumber(1, 24)),
  /**
   * Whether the stack refuses to be deleted. CDK asks for it before the first creation, and one that fails could then not be
   * repeated: switched on once the stack is there.
   */
  terminationProtection: v.optional(yesOrNo, false),
  /**
   * Whether the stack gives API Gateway a role for logs where the AWS account and region have none. A role that is there is never
   * replaced. `false` leaves the account alone; deploying then needs a role that is there.
   */
  cloudWatchRole: v.optional(yesOrNo, true),
};

/** The schema of a stage's settings: each with what it means and its default. */
export const settingsSchema = group(entries, partnersHint);

/** A stage's settings, complete and valid. */
export type Settings = v.InferOutput<typeof settingsSchema>;
