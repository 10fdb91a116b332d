import { partnersVariable } from '../callback/callback-environment.ts';
import { areOpen, isForDocumentation } from './ip-ranges.ts';
import { isPlaceholder } from './partner-settings.ts';
import { devStage, type Settings } from './settings.ts';

/**
 * The most bytes for the partners. Lambda allows 4 KB for all environment variables of a function.
 */
const maxPartnersBytes = 3_000;

/** The most bytes of an API's resource policy ("API Gateway quotas"). */
const maxPolicyBytes = 8_192;

/** The bytes of a resource policy without its ranges or accounts, with the API's full ARN. */
const policyFrameBytes = 500;

/**
 * The bytes of one account in a resource policy, as `arn:aws-us-gov:iam::123456789012:root` in a
 * list.
 */
const policyAccountBytes = 45;

const allowedIpsHint =
  'allowedIps: list the IP ranges that Lucky Monaco calls from, such as ["203.0.113.0/24"]';

/**
 * Returns why settings that are valid must not be deployed to that stage. Each reason names its
 * setting and says what to write.
 */
export function reasonsNotToDeploy(settings: Settings, stage: string): string[] {
  return [
    ...aboutPartners(settings, stage),
    ...aboutCallers(settings, stage),
    ...aboutPolicySizes(settings),
    ...aboutCertificate(settings),
  ];
}

function aboutPartners({ partners }: Settings, stage: string): string[] {
  const reasons: string[] = [];
  if (stage !== devStage && partners.some(isPlaceholder)) {
    reasons.push(
      'partners: replace the demo pair with the secureLogin and providerId agreed with Lucky Monaco',
    );
  }
  const pairs = partners.map(({ providerId, secureLoginSha256 }) =>
    JSON.stringify([providerId.toLowerCase(), secureLoginSha256]),
  );
  pairs.forEach((pair, index) => {
    if (pairs.indexOf(pair) < index)
      reasons.push(`partners.${index}: remove it, the same pair is there before`);
  });
  if (Buffer.byteLength(partnersVariable(partners)) > maxPartnersBytes) {
    reasons.push(
      "partners: list fewer, or deploy another stage for some: they do not fit a Lambda's environment",
    );
  }
  return reasons;
}

function aboutCallers(settings: Settings, stage: string): string[] {
  if (allowsEveryIp(settings) && settings.requestFields === '2024-10-18') {
    return [`${allowedIpsHint}: requestFields "2024-10-18" authenticates by them in every stage`];
  }
  if (stage === devStage) return [];
  if (isOpen(settings))
    return [`${allowedIpsHint}, or ask for a client certificate with domain.truststore`];
  return settings.allowedIps.some(isForDocumentation)
    ? [
        'allowedIps: replace the ranges that are only for documents with those that Lucky Monaco calls from',
      ]
    : [];
}

function aboutPolicySizes({ allowedIps, readerAccounts }: Settings): string[] {
  const limit = `a resource policy of API Gateway takes ${maxPolicyBytes} bytes`;
  const ranges = JSON.stringify(allowedIps).length;
  const accounts = (readerAccounts.length + 1) * policyAccountBytes;
  return [
    ...(policyFrameBytes + ranges > maxPolicyBytes
      ? [`allowedIps: list fewer or wider ranges: ${limit}`]
      : []),
    ...(policyFrameBytes + accounts > maxPolicyBytes
      ? [`readerAccounts: list fewer: ${limit}`]
      : []),
  ];
}

function aboutCertificate({ domain }: Settings): string[] {
  return domain?.ownershipVerificationCertificateArn !== undefined &&
    domain.truststore === undefined
    ? [
        'domain.ownershipVerificationCertificateArn: leave it out, only mutual TLS (domain.truststore) needs it',
      ]
    : [];
}

/** Returns whether a caller needs neither an allowed IP address nor a client certificate. */
export function isOpen(settings: Settings): boolean {
  return allowsEveryIp(settings) && settings.domain?.truststore === undefined;
}

function allowsEveryIp({ allowedIps }: Settings): boolean {
  return allowedIps.length === 0 || areOpen(allowedIps);
}
