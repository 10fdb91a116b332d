import type { Finding } from '../finding.ts';
import { recordFinding } from './record-finding.ts';
import { hasContent, hasTokenDigest, isCounted } from './record-rules.ts';
import type { Recorded } from './recorded.ts';

/** Checks what the records hold against what was sent. */
export function checkContent(all: readonly Recorded[]): Finding[] {
  const contested = all.filter(({ isContested }) => isContested);
  const others = all.filter(({ isContested }) => !isContested);
  const plain = others.filter((each) => !hasUnicode(each));
  const repeated = others.filter(({ sent }) => sent > 1);
  return [
    among(plain, 'fields', 'as they were sent', hasContent),
    among(others.filter(hasUnicode), 'Unicode', 'as it was sent', hasContent),
    among(others, 'tokens', 'only their SHA-256', hasTokenDigest),
    among(repeated, 'retransmissions', 'counted in deliveries', isCounted),
    among(contested, 'a uuid with conflicts', 'still the first callback', isUntouched),
  ];
}

function among(
  some: readonly Recorded[],
  check: string,
  expected: string,
  isRight: (each: Recorded) => boolean,
): Finding {
  const right = some.filter(isRight).length;
  const isAllRight = some.length > 0 && right === some.length;
  return recordFinding(check, expected, `${right} of ${some.length}`, isAllRight || 'are wrong');
}

function hasUnicode({ callback }: Recorded): boolean {
  return /[^ -~]/.test(JSON.stringify(callback));
}

function isUntouched(recorded: Recorded): boolean {
  return hasContent(recorded) && hasTokenDigest(recorded) && isCounted(recorded);
}
