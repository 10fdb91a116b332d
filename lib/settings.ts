import { isIP } from 'node:net';
import * as v from 'valibot';
import { errorCodes } from '../lambda/callback/answer.ts';
import { requestFieldsRevisions } from '../lambda/callback/callback.ts';

/** The one stage in which a convenience may weaken security. */
export const devStage = 'dev';

/** The secureLogin that the shipped settings come with. */
export const demoSecureLogin = 'demo-operator';

/** Periods that CloudWatch Logs offers, in days. */
const logRetentionPeriods = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

const identifier = (hint: string) => v.pipe(v.string(hint), v.regex(/^\P{Cc}{1,256}$/u, hint));

const wholeNumber = (min: number, max: number) => {
  const hint = `write a whole number from ${min} to ${max}`;
  return v.pipe(v.number(hint), v.integer(hint), v.minValue(min, hint), v.maxValue(max, hint));
};

const cidrHint = 'write an IP range in CIDR notation, such as "203.0.113.0/24"';

const accountHint = 'write the 12 digits of an AWS account id, as a text';

const partnerSettings = v.strictObject(
  {
    /** What the provider sends as secureLogin; compared exactly. */
    secureLogin: identifier('write the secureLogin agreed with Lucky Monaco, 1 to 256 characters'),
    /** Lucky Monaco's provider id in the operator's system; compared without regard to case. */
    providerId: identifier('write the providerId agreed with Lucky Monaco, 1 to 256 characters'),
  },
  describeKeys('write {"secureLogin": "…", "providerId": "…"}', ['secureLogin', 'providerId']),
);

const partnersHint = 'write a list of {"secureLogin": "…", "providerId": "…"}';

const emailHint = 'write an e-mail address';

const arn = (service: string, hint: string) =>
  v.pipe(v.string(hint), v.regex(new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:.+$`), hint));

const nonEmpty = (hint: string) => v.pipe(v.string(hint), v.nonEmpty(hint));

const domainHint = 'write {"name": "callbacks.example.com", "certificateArn": "arn:aws:acm:…"}';
const truststoreHint = 'write {"bucket": "…", "key": "…"}, the S3 object with the certificate authorities';
const hostedZoneHint = 'write {"id": "Z…", "name": "example.com"}, the Route 53 zone for the domain';

const domainSettings = v.strictObject(
  {
    /** Fully qualified, without a trailing dot. */
    name: v.pipe(v.string(domainHint), v.regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/, domainHint)),
    /** An ACM certificate for the name, in the stack's region. */
    certificateArn: arn('acm', 'write the ARN of an ACM certificate, "arn:aws:acm:…"'),
    truststore: v.optional(
      v.strictObject(
        { bucket: nonEmpty(truststoreHint), key: nonEmpty(truststoreHint) },
        describeKeys(truststoreHint, ['bucket', 'key']),
      ),
    ),
    /** Where the stack points the name at the API; without it, that is left to the operator's DNS. */
    hostedZone: v.optional(
      v.strictObject(
        { id: nonEmpty(hostedZoneHint), name: nonEmpty(hostedZoneHint) },
        describeKeys(hostedZoneHint, ['id', 'name']),
      ),
    ),
  },
  describeKeys(domainHint, ['name', 'certificateArn', 'truststore', 'hostedZone']),
);

const entries = {
  /** The pairs that the provider authenticates with. */
  partners: v.pipe(
    v.array(partnerSettings, partnersHint),
    v.nonEmpty('write at least one {"secureLogin": "…", "providerId": "…"}'),
  ),
  /** IP ranges, in CIDR notation, that may call; empty means that everyone may, which only the dev stage accepts. */
  allowedIps: v.optional(
    v.array(v.pipe(v.string(cidrHint), v.check(isCidr, cidrHint)), `${cidrHint}, in a list`),
    [],
  ),
  /** Days to keep a record. More than the provider's retransmissions can take, by the lower bound. */
  retentionDays: v.optional(wholeNumber(2, 36_500), 90),
  /** The provider's numbering of error codes. */
  errorCodes: v.optional(oneOf(Object.keys(errorCodes) as (keyof typeof errorCodes)[]), '2024-10-17'),
  /** The provider's revision of the callback's fields. */
  requestFields: v.optional(oneOf(requestFieldsRevisions), '2024-10-17'),
  /** What API Gateway lets through to each API: requests a second, and how many at once beyond that. */
  throttle: v.optional(
    v.strictObject(
      { rate: wholeNumber(1, 10_000), burst: wholeNumber(1, 5_000) },
      describeKeys('write {"rate": 100, "burst": 200}', ['rate', 'burst']),
    ),
    { rate: 100, burst: 200 },
  ),
  /** AWS accounts, beside the own, whose services may call the query API where their IAM policies let them, too. */
  readerAccounts: v.optional(
    v.array(v.pipe(v.string(accountHint), v.regex(/^\d{12}$/, accountHint)), `${accountHint}, in a list`),
    [],
  ),
  /** Whether each new record becomes an event on a bus of the stack. */
  events: v.optional(v.boolean('write true or false'), true),
  /** Days to keep logs. */
  logRetentionDays: v.optional(oneOf(logRetentionPeriods), 30),
  /**
   * A domain of the operator's for the callback API, which is then not reached by its execute-api URL. With a truststore (a PEM file
   * of certificate authorities on S3) the caller must present a certificate: mutual TLS.
   */
  domain: v.optional(domainSettings),
  /** ARN of a regional AWS WAF web ACL for the callback API. */
  webAclArn: v.optional(arn('wafv2', 'write the ARN of a regional web ACL, "arn:aws:wafv2:…"')),
  /** E-mail address that hears of the alarms. */
  alarmEmail: v.optional(v.pipe(v.string(emailHint), v.email(emailHint))),
  /** Hours without any callback after which an alarm goes off; without it, silence is no alarm. */
  silenceHours: v.optional(wholeNumber(1, 24)),
  /**
   * Whether the stack sets the role that API Gateway logs with, which is one for the whole AWS account and region: needed once in
   * an account that has none, and otherwise somebody else's.
   */
  cloudWatchRole: v.optional(v.boolean('write true or false'), false),
};

const settingsSchema = v.strictObject(entries, describeKeys(partnersHint, Object.keys(entries)));

/** A stage's settings, complete and valid. */
export type Settings = v.InferOutput<typeof settingsSchema>;

/** A wrong setting: its message is one line that names it and says what to write. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Returns the settings of a stage.
 *
 * @param stages the context value `stages`: an object with an entry for each stage, or its JSON text, as `-c` passes it
 * @throws SettingsError
 */
export function readSettings(stages: unknown, stage: string): Settings {
  if (!/^[a-z][a-z0-9-]{0,31}$/i.test(stage)) {
    throw new SettingsError(
      'stage: write a name of up to 32 letters, digits and hyphens that starts with a letter',
    );
  }
  const known = parseStages(stages);
  if (!Object.hasOwn(known, stage)) {
    const names = Object.keys(known).join(', ');
    throw new SettingsError(
      `stages.${stage} is missing from cdk.json: add it, or choose another with -c stage=… (${names})`,
    );
  }
  const given = known[stage];
  if (!isObject(given))
    throw new SettingsError(`stages.${stage}: write an object with the settings of the stage`);
  const { success, output, issues } = v.safeParse(settingsSchema, given, { abortPipeEarly: true });
  const problems = success
    ? findUnsafe(output, stage)
    : issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
  if (problems.length > 0) {
    throw new SettingsError(problems.map((problem) => `stages.${stage}.${problem}`).join('; '));
  }
  return output as Settings;
}

function parseStages(stages: unknown): Record<string, unknown> {
  const parsed = typeof stages === 'string' ? parseJson(stages) : stages;
  if (isObject(parsed)) return parsed;
  throw new SettingsError(
    'stages: write an object with the settings of each stage in the context of cdk.json',
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SettingsError('stages: what -c passes must be JSON, on one line', { cause });
  }
}

/** What is valid by itself and yet must not be deployed to that stage. */
function findUnsafe(settings: Settings, stage: string): string[] {
  const { partners, requestFields } = settings;
  const isDemo = partners.some(({ secureLogin }) => secureLogin === demoSecureLogin);
  const problems: string[] = [];
  if (stage !== devStage && isDemo) {
    problems.push(
      'partners: replace the demo pair with the secureLogin and providerId agreed with Lucky Monaco',
    );
  }
  if (allowsEveryIp(settings) && requestFields === '2024-10-18') {
    problems.push(`${allowedIpsHint}: requestFields "2024-10-18" authenticates by them in every stage`);
  } else if (isOpen(settings) && stage !== devStage) {
    problems.push(`${allowedIpsHint}, or ask for a client certificate with domain.truststore`);
  }
  return problems;
}

/** Whether a caller needs neither an allowed IP address nor a client certificate. */
export function isOpen(settings: Settings): boolean {
  return allowsEveryIp(settings) && settings.domain?.truststore === undefined;
}

function allowsEveryIp({ allowedIps }: Settings): boolean {
  return allowedIps.length === 0 || allowedIps.some((range) => range.endsWith('/0'));
}

const allowedIpsHint =
  'allowedIps: list the IP ranges that Lucky Monaco calls from, such as ["203.0.113.0/24"]';

function oneOf<const T extends readonly (string | number)[]>(values: T) {
  return v.picklist(values, `write one of ${values.map((value) => JSON.stringify(value)).join(', ')}`);
}

/** Tells an unknown key from a missing one. */
function describeKeys(hint: string, keys: readonly string[]) {
  return (issue: v.StrictObjectIssue): string =>
    issue.expected === 'never' ? `no such setting; there are ${keys.join(', ')}` : hint;
}

function isCidr(text: string): boolean {
  const [, address = '', prefix = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return Number(prefix) <= bits;
}
