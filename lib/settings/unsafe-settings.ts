import type { Settings } from './settings.ts';

/** The one stage in which a convenience may weaken security. */
export const devStage = 'dev';

/** The secureLogin that the shipped settings come with. */
const demoSecureLogin = 'demo-operator';

/** Ranges with shorter prefixes than these hold so many addresses that they are no allowlist. */
const shortestPrefix = { v4: 8, v6: 16 };

/** What the partners may take of the 4 KB that Lambda has for a function's environment, in bytes. */
const maxPartnersBytes = 3_000;

const allowedIpsHint =
  'allowedIps: list the IP ranges that Lucky Monaco calls from, such as ["203.0.113.0/24"]';

/** Returns what is valid by itself and yet must not be deployed to that stage: problems that name the setting. */
export function findUnsafe(settings: Settings, stage: string): string[] {
  const { partners, requestFields } = settings;
  const problems: string[] = [];
  if (
    stage !== devStage &&
    partners.some(({ secureLogin }) => secureLogin.toLowerCase() === demoSecureLogin)
  ) {
    problems.push(
      'partners: replace the demo pair with the secureLogin and providerId agreed with Lucky Monaco',
    );
  }
  if (
    Buffer.byteLength(JSON.stringify(partners.map(({ providerId }) => [providerId, 'f'.repeat(85)]))) >
    maxPartnersBytes
  ) {
    problems.push(
      "partners: list fewer, or deploy another stage for some: they do not fit a Lambda's environment",
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
  return allowedIps.length === 0 || allowedIps.some(isTooWide);
}

function isTooWide(range: string): boolean {
  const [address = '', prefix] = range.split('/');
  return Number(prefix) < (address.includes(':') ? shortestPrefix.v6 : shortestPrefix.v4);
}
