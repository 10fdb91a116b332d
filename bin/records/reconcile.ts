import { createHash } from 'node:crypto';
import pMap from 'p-map';
import type { SessionRecordDetails } from '../../lib/client/index.ts';
import { progressBar } from '../kit/progress.ts';
import { openRecords, type Place } from './open-records.ts';
import { type ProviderList, type ProviderRow, readProviderList } from './provider-list.ts';
import type { Result } from './result.ts';

/** The result for one of the provider's callbacks. An erased record was received too. */
type Finding = 'missing' | 'different' | 'erased' | 'found';

/** Lookups that run at the same time. They keep the pace even if an answer takes a second. */
const atOnce = 16;

/**
 * Compares the provider's list of its callbacks with the records.
 *
 * @param requestsPerSecond the most lookups a second; the default depends on the place
 */
export async function reconcile(
  api: Place,
  file: string,
  requestsPerSecond?: number,
): Promise<Result> {
  const list = readProviderList(file);
  const { lookUp } = await openRecords(api, requestsPerSecond);
  const progress = progressBar(process.stderr, list.rows.length);
  const rows = await pMap(
    list.rows,
    async ({ line, uuid, fields }) => {
      const finding = compare(fields, await lookUp(uuid));
      progress.advance();
      return { line, uuid, ...finding };
    },
    { concurrency: atOnce },
  );
  progress.end();
  const isWrong = ({ result }: { readonly result?: unknown }) =>
    result === 'missing' || result === 'different';
  return {
    columns: ['line', 'uuid', 'result', 'fields'],
    rows,
    isShown: ({ result }) => result !== 'found',
    notes: summarize(list, rows),
    status: rows.some(isWrong) ? 1 : 0,
  };
}

interface Compared {
  readonly result: Finding;
  /** The names of the fields that differ. */
  readonly fields: string;
}

function compare(
  fields: ProviderRow['fields'],
  record: SessionRecordDetails | 'erased' | undefined,
): Compared {
  if (record === undefined) return { result: 'missing', fields: '' };
  if (record === 'erased') return { result: 'erased', fields: '' };
  const different = Object.entries(fields).filter(([name, value]) => !isSame(record, name, value));
  if (different.length === 0) return { result: 'found', fields: '' };
  return { result: 'different', fields: different.map(([name]) => name).join(' ') };
}

/**
 * Returns whether a record has that value. If the record keeps only a SHA-256, the digests are
 * compared.
 */
function isSame(record: SessionRecordDetails, name: string, value: string): boolean {
  const kept: Readonly<Record<string, string | number | undefined>> = { ...record };
  const digest = kept[`${name}Sha256`];
  if (digest !== undefined) return digest === createHash('sha256').update(value).digest('hex');
  return String(kept[name] ?? '') === value;
}

function summarize({ compared, ignored }: ProviderList, rows: readonly Compared[]): string[] {
  const count = (finding: Finding) => rows.filter(({ result }) => result === finding).length;
  const [found, missing, different, erased] = (
    ['found', 'missing', 'different', 'erased'] as const
  ).map((finding) => `${count(finding)} ${finding}`);
  return [
    `${rows.length} callbacks: ${found}, ${missing}, ${different}, ${erased}`,
    `compared: ${compared.join(', ') || 'nothing but the uuid'}`,
    ...(ignored.length > 0
      ? [`not compared, since no record has them: ${ignored.join(', ')}`]
      : []),
  ];
}
