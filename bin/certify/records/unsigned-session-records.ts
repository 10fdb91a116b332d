import type { ListedRecord, SessionRecords, StoredRecord } from './session-records.ts';

interface Page {
  readonly records: readonly ListedRecord[];
  readonly nextCursor?: string;
}

const timeLimitMs = 10_000;

/** Returns what reads the query API at `queryUrl` without signing, as the local server lets everyone do. */
export function unsignedSessionRecords(queryUrl: string): SessionRecords {
  const route = `${queryUrl.replace(/\/+$/, '').replace(/\/session-records$/, '')}/session-records`;
  const list = async function* (filter: Record<string, string>): AsyncGenerator<ListedRecord> {
    let cursor: string | undefined;
    do {
      const parameters = new URLSearchParams({ ...filter, ...(cursor !== undefined && { cursor }) });
      const page = (await read(`${route}?${parameters}`)) as Page | undefined;
      if (page === undefined) throw new Error('the query API answered HTTP 404 for a list');
      yield* page.records;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  };
  return {
    get: (uuid) => read(`${route}/${encodeURIComponent(uuid)}`) as Promise<StoredRecord | undefined>,
    bySession: (sessionId) => list({ sessionId }),
    byUser: (userId) => list({ userId }),
  };
}

/** Resolves to the JSON at a URL, or to undefined for a 404. */
async function read(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeLimitMs) }).catch((cause: unknown) => {
    throw new Error('the query API did not answer', { cause });
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`the query API answered HTTP ${response.status}`);
  return response.json();
}
