import { json } from 'node:stream/consumers';
import type { UpdateItemInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { localClientSettings } from '../../../bin/local/local-server.ts';
import {
  type CallbackLambdaParts,
  callbackLambda,
} from '../../../lambda/callback/callback-lambda.ts';
import { callbackEnvironment } from '../../../lib/callback/callback-environment.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { aCallback, demoPartner } from '../../builders/callback.ts';
import { anHttpServer } from '../../builders/http-server.ts';
import { aCallbackEvent, aContext } from '../../builders/proxy-event.ts';
import { onTurnedClock, unanswered } from '../../builders/turned-clock.ts';

const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');
const variables = callbackEnvironment({ settings, stage: 'dev', tableName: 'a-table' });

/** A DynamoDB that finds nothing and confirms each write. It keeps the name of each operation. */
async function anEmptyTable() {
  const operations: unknown[] = [];
  const endpoint = await anHttpServer((request, response) => {
    operations.push(String(request.headers['x-amz-target']).split('.')[1]);
    response.setHeader('Content-Type', 'application/x-amz-json-1.0');
    void json(request).then((input) => {
      const { Key, ExpressionAttributeValues: values = {} } = input as UpdateItemInput;
      const { ':fingerprint': fingerprint, ':requestIds': requestIds } = values;
      response.end(JSON.stringify({ Attributes: { ...Key, fingerprint, requestIds } }));
    });
  });
  const start = (parts: CallbackLambdaParts = {}, more: NodeJS.ProcessEnv = {}) =>
    callbackLambda(
      { ...variables, ...more },
      { dynamoDb: localClientSettings(endpoint), ...parts },
    );
  return { operations, start };
}

describe("the callback's Lambda", () => {
  it('reads once at start, rehearses without a write, and then writes', async () => {
    const { operations, start } = await anEmptyTable();
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);

    const handler = await start();
    const written = write.mock.calls.length;
    // On a busy machine the start may give the read up before the table has it.
    await expect.poll(() => operations).toEqual(['GetItem']);

    const callback = aCallback();
    const { body } = await handler(aCallbackEvent(callback), aContext());
    const lines = write.mock.calls.map(([line]) => String(line));
    write.mockRestore();

    expect(operations).toEqual(['GetItem', 'UpdateItem']);
    expect(JSON.parse(body)).toEqual({ error: 0, description: 'Success' });
    expect([written, lines.length]).toEqual([0, 1]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ uuid: callback.uuid, recorded: 1 });
  });

  it('reports to the part that is given, at any log level, and warms nothing if told so', async () => {
    const { operations, start } = await anEmptyTable();
    const report = vi.fn();
    const handler = await start(
      { report, warmsUp: false, rehearses: false },
      { POWERTOOLS_LOG_LEVEL: 'SILENT' },
    );
    await handler(aCallbackEvent(aCallback()), aContext());
    expect(operations).toEqual(['UpdateItem']);
    expect(report.mock.calls).toMatchObject([[{ outcome: { name: 'recorded' } }]]);
  });

  it('answers within 5 s of a start, if neither the table nor the queue ever answers', async () => {
    const overflowQueueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/overflow';
    const parts = { dynamoDb: unanswered, sqs: unanswered, report: () => {} };
    const { result, tookMs } = await onTurnedClock(async () => {
      const handler = await callbackLambda(
        { ...variables, OVERFLOW_QUEUE_URL: overflowQueueUrl },
        parts,
      );
      return handler(aCallbackEvent(aCallback()), aContext());
    });
    expect(JSON.parse(result.body)).toMatchObject({ error: 100 });
    // The rest of the 5 s is for the loading of the code.
    expect(tookMs).toBeLessThanOrEqual(4_300);
  });
});

/** Resolves to the host to which the Lambda sends its warm-up read. */
async function destination(more: NodeJS.ProcessEnv): Promise<string> {
  let sentTo = '';
  const requestHandler = {
    async handle({ protocol, hostname, port = '' }: Record<string, string>) {
      sentTo = `${protocol}//${hostname}${port && `:${port}`}`;
      return { response: { statusCode: 200, headers: {}, body: Buffer.from('{}') } };
    },
  };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  await callbackLambda({ ...variables, ...more }, { dynamoDb: { credentials, requestHandler } });
  return sentTo;
}

it.each([
  ['the region', {}, 'https://dynamodb.eu-west-1.amazonaws.com'],
  [
    'an endpoint for all services',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    'http://127.0.0.1:1',
  ],
  [
    'an endpoint for DynamoDB before that',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:2' },
    'http://127.0.0.1:2',
  ],
])('the client takes its destination from the environment: %s', async (_, more, expected) => {
  expect(await destination({ AWS_REGION: 'eu-west-1', ...more })).toBe(expected);
});
