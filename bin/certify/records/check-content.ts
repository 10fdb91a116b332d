import { createHash } from 'node:crypto';
import type { Finding } from '../group.ts';
import { isCounted, ledgerFinding, type Recorded } from './ledger.ts';

const kept = ['uuid', 'sessionId', 'userId', 'providerId'] as const;

/** Compares the content of the records with the callbacks. */
export function checkContent(all: readonly Recorded[]): Finding[] {
  const contested = all.filter(({ isContested }) => isContested);
  const others = all.filter(({ isContested }) => !isContested);
  const plain = others.filter((each) => !hasUnicode(each));
  const repeated = others.filter(({ sent }) => sent > 1);
  return [
    findingAmong(plain, 'fields', 'as they were sent', hasContent),
    findingAmong(others.filter(hasUnicode), 'Unicode', 'as it was sent', hasContent),
    findingAmong(others, 'credentials', 'only their SHA-256', hasDigests),
    findingAmong(repeated, 'retransmissions', 'counted in deliveries', isCounted),
    findingAmong(contested, 'a uuid with conflicts', 'still the first callback', isUntouched),
  ];
}

function findingAmong(
  some: readonly Recorded[],
  check: string,
  expected: string,
  isRight: (each: Recorded) => boolean,
): Finding {
  const right = some.filter(isRight).length;
  const isAllRight = some.length > 0 && right === some.length;
  return ledgerFinding(check, expected, `${right} of ${some.length}`, isAllRight || 'are wrong');
}

/** Returns whether the record has the callback's fields exactly as sent. */
function hasContent({ callback, record }: Recorded): boolean {
  return kept.every((field) => record[field] === callback[field]);
}

/** Returns whether the record has only the SHA-256 of token and secureLogin. */
function hasDigests({ callback: { token, secureLogin }, record }: Recorded): boolean {
  const isDigest = (digest: string | undefined, secret: string | undefined) =>
    digest === (secret === undefined ? undefined : sha256(secret));
  const isKept =
    token !== undefined && JSON.stringify(record).includes(JSON.stringify(token).slice(1, -1));
  return (
    isDigest(record.tokenSha256, token) &&
    isDigest(record.secureLoginSha256, secureLogin) &&
    !('secureLogin' in record) &&
    !isKept
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hasUnicode({ callback }: Recorded): boolean {
  return /[^ -~]/.test(JSON.stringify(callback));
}

function isUntouched(recorded: Recorded): boolean {
  return hasContent(recorded) && hasDigests(recorded) && isCounted(recorded);
}
