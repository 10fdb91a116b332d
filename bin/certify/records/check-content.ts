import { createHash } from 'node:crypto';
import type { Finding } from '../group.ts';
import { isCounted, ledgerFinding, type Recorded } from './ledger.ts';

const kept = ['uuid', 'sessionId', 'userId', 'providerId', 'secureLogin'] as const;

/** Checks what the records hold against what was sent. */
export function checkContent(all: readonly Recorded[]): Finding[] {
  const contested = all.filter(({ isContested }) => isContested);
  const others = all.filter(({ isContested }) => !isContested);
  const plain = others.filter((each) => !hasUnicode(each));
  const repeated = others.filter(({ sent }) => sent > 1);
  return [
    findingAmong(plain, 'fields', 'as they were sent', hasContent),
    findingAmong(others.filter(hasUnicode), 'Unicode', 'as it was sent', hasContent),
    findingAmong(others, 'tokens', 'only their SHA-256', hasTokenDigest),
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

/** Whether the record holds the callback's fields exactly as they were sent. */
function hasContent({ callback, record }: Recorded): boolean {
  return kept.every((field) => record[field] === callback[field]);
}

/** Whether the record holds the SHA-256 of the token, and the token nowhere. */
function hasTokenDigest({ callback: { token }, record }: Recorded): boolean {
  if (token === undefined) return record.tokenSha256 === undefined;
  const digest = createHash('sha256').update(token).digest('hex');
  const isKept = JSON.stringify(record).includes(JSON.stringify(token).slice(1, -1));
  return record.tokenSha256 === digest && !isKept;
}

function hasUnicode({ callback }: Recorded): boolean {
  return /[^ -~]/.test(JSON.stringify(callback));
}

function isUntouched(recorded: Recorded): boolean {
  return hasContent(recorded) && hasTokenDigest(recorded) && isCounted(recorded);
}
