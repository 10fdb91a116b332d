import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleRecords, exampleRows } from '../../bin/documents/example-records.ts';
import { tableName } from '../../bin/local/embedded-dynamodb.ts';
import { type LocalReceiver, startLocalReceiver } from '../../bin/local/receiver.ts';
import { dynamoDbSessionRecordStore } from '../../lambda/records/session-record-store.ts';
import { anHttpServer } from '../builders/http-server.ts';
import { expectedSignature } from '../builders/signature.ts';

const [, python = ''] =
  /^```python\n([\s\S]*?)^```$/m.exec(readFileSync('docs/reading.md', 'utf8')) ?? [];

function hasBotocore(): boolean {
  try {
    execFileSync('python3', ['-c', 'import botocore'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let receiver: LocalReceiver;
beforeAll(async () => {
  receiver = await startLocalReceiver({ port: 0 });
  const client = receiver.dynamoDb.client();
  const store = dynamoDbSessionRecordStore({ client, tableName, writeBudgetMs: 5_000 });
  for (const record of exampleRecords) await store.write(record);
  client.destroy();
});
afterAll(() => receiver.close());

describe('docs/reading.md', () => {
  it('has a Python snippet that signs with the core of the AWS SDK, and reads', async (context) => {
    context.skip(!hasBotocore(), 'botocore is not installed');
    const requests: IncomingMessage[] = [];
    const url = await anHttpServer(async (request, response) => {
      requests.push(request);
      const answer = await fetch(receiver.url + request.url);
      response.writeHead(answer.status, { 'Content-Type': 'application/json' });
      response.end(await answer.text());
    });
    const env = {
      ...process.env,
      SESSION_RECORDS_URL: `${url}/session-records`,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'a-secret',
      AWS_SESSION_TOKEN: 'a-token',
      AWS_REGION: 'eu-west-1',
    };
    // One record for each page, so that the snippet follows a cursor.
    const { stdout } = await promisify(execFile)('python3', ['-c', python.replace('100', '1')], {
      env,
    });

    const [record, ...rows] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(record).toMatchObject({ ...exampleRows[0], deliveries: 1 });
    expect(rows).toEqual(exampleRows);
    expect(requests).toHaveLength(3);
    for (const request of requests) {
      const signature = /Signature=(\w+)$/.exec(request.headers.authorization ?? '')?.[1];
      expect(signature).toBe(expectedSignature(request, 'a-secret'));
    }
  });
});
