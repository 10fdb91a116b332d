import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erasedRecord, exampleRecords } from '../../../bin/documents/example-records.ts';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { type LocalReceiver, startLocalReceiver } from '../../../bin/local/receiver.ts';
import { dynamoDbSessionRecordEraser } from '../../../lambda/records/session-record-eraser.ts';
import { dynamoDbSessionRecordStore } from '../../../lambda/records/session-record-store.ts';
import { encodeText } from '../../../lib/client/signed-fetch.ts';

type Examples = Record<string, { value: unknown }>;

interface Operation {
  parameters?: { name: string; in: 'path' | 'query'; examples?: Examples }[];
  requestBody?: { content: Record<string, { examples?: Examples }> };
  responses: Record<string, { content: Record<string, { examples?: Examples }> }>;
}

const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};

/**
 * Every example of every operation, in the document's order, as a request with its expected answer.
 */
const examples = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, operation]) =>
    Object.entries(operation.responses).flatMap(([status, { content }]) =>
      Object.entries(content).flatMap(([contentType, media]) =>
        Object.entries(media.examples ?? {}).map(([name, { value }]) => ({
          title: `${method} ${path}: ${name}`,
          request: toRequest(method, path, operation, name),
          answer: { status: Number(status), contentType, body: value },
        })),
      ),
    ),
  ),
);

function toRequest(
  method: string,
  template: string,
  { parameters = [], requestBody }: Operation,
  name: string,
) {
  const query: string[] = [];
  let path = template;
  for (const { name: parameter, in: place, examples: values } of parameters) {
    const value = values?.[name]?.value;
    if (value === undefined) continue;
    const text = encodeText(String(value));
    if (place === 'path') path = path.replace(`{${parameter}}`, text);
    else query.push(`${parameter}=${text}`);
  }
  const [[contentType, media] = []] = Object.entries(requestBody?.content ?? {});
  return {
    path: query.length > 0 ? `${path}?${query.join('&')}` : path,
    method: method.toUpperCase(),
    ...(contentType !== undefined && {
      headers: { 'Content-Type': contentType },
      body: JSON.stringify(media?.examples?.[name]?.value),
    }),
  };
}

let receiver: LocalReceiver;
beforeAll(async () => {
  receiver = await startLocalReceiver({ port: 0 });
  const client = receiver.dynamoDb.client();
  const store = dynamoDbSessionRecordStore({ client, tableName, writeBudgetMs: 5_000 });
  for (const record of [...exampleRecords, erasedRecord]) await store.write(record);
  await dynamoDbSessionRecordEraser({ client, tableName }).erase(erasedRecord.userId, erasedRecord);
  client.destroy();
});
afterAll(() => receiver.close());

describe('the examples of docs/openapi.json', () => {
  it('cover every operation', () => {
    const covered = new Set(examples.map(({ title }) => title.split(':')[0]));
    expect([...covered]).toEqual([
      'post /V4/SessionExpired',
      'get /session-records',
      'get /session-records/{uuid}',
    ]);
    expect(examples.length).toBeGreaterThan(10);
  });

  it.each(examples)('$title', async ({ request: { path, ...request }, answer }) => {
    const response = await fetch(receiver.url + path, request);
    expect({
      status: response.status,
      contentType: response.headers.get('content-type'),
      body: await response.json(),
    }).toEqual(answer);
  });
});
