import { createServer } from 'node:http';
import { serve } from './endpoint.ts';
import type { aReceiver } from './receiver.ts';

type Receiver = Awaited<ReturnType<typeof aReceiver>>;
type Record = { readonly [field: string]: unknown };

export interface QueryApiFault {
  /** What a record is shown as. */
  readonly show?: (record: Record) => Record | undefined;
  /** How many records more a list shows of each. */
  readonly copies?: number;
}

/** A query API on the records of a receiver, whose lists lag behind by one read; closed with the test. */
export async function aQueryApi(
  receiver: Receiver,
  { show = (record) => record, copies = 1 }: QueryApiFault = {},
) {
  const listed = new Set<string>();
  const all = async () => {
    const items = await receiver.items();
    return items.map((item) =>
      Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S ?? Number(value.N)])),
    );
  };
  const list = async (query: URLSearchParams) => {
    const isFresh = listed.has(`${query}`);
    listed.add(`${query}`);
    const [[field, value] = ['', '']] = query;
    const matching = (await all()).filter((record) => isFresh && record[field] === value);
    return { records: matching.flatMap((record) => Array(copies).fill(record)) };
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://query');
    const uuid = decodeURIComponent(pathname.slice('/session-records/'.length));
    const record = uuid === '' ? undefined : await receiver.item(uuid);
    const answer = uuid === '' ? await list(searchParams) : record && show(record);
    response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answer ?? { status: 404 }));
  });
  return serve(server);
}
