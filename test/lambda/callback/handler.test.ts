import { json } from 'node:stream/consumers';
import type { UpdateItemInput } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { callbackEnvironment } from '../../../lib/callback/callback-environment.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { aCallback, demoPartner } from '../../builders/callback.ts';
import { anHttpServer } from '../../builders/http-server.ts';
import { aCallbackEvent, aContext } from '../../builders/proxy-event.ts';

const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');

/** A DynamoDB that finds nothing and confirms each write. It keeps the name of each operation. */
async function anEmptyTable() {
  const operations: unknown[] = [];
  const endpoint = await anHttpServer((request, response) => {
    operations.push(String(request.headers['x-amz-target']).split('.')[1]);
    response.setHeader('Content-Type', 'application/x-amz-json-1.0');
    void json(request).then((input) => {
      const { ':fingerprint': fingerprint } =
        (input as UpdateItemInput).ExpressionAttributeValues ?? {};
      response.end(JSON.stringify({ Attributes: { fingerprint, deliveries: { N: '1' } } }));
    });
  });
  return { operations, endpoint };
}

/**
 * Loads the Lambda's handler as a sandbox does, with its environment and a DynamoDB at that
 * endpoint.
 */
async function loadHandler(endpoint: string, variables: NodeJS.ProcessEnv = {}) {
  const all = {
    ...callbackEnvironment({ settings, stage: 'dev', tableName: 'SessionRecords' }),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    ...variables,
  };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  vi.resetModules();
  return (await import('../../../lambda/callback/handler.ts')).handler;
}

afterEach(() => vi.unstubAllEnvs());

describe('the Lambda', () => {
  it('reads once at start, rehearses without a write, and then writes', async () => {
    const { operations, endpoint } = await anEmptyTable();
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    onTestFinished(() => write.mockRestore());

    const handler = await loadHandler(endpoint, { POWERTOOLS_LOG_LEVEL: '' });

    expect(operations).toEqual(['GetItem']);
    expect(write).not.toHaveBeenCalled();

    const callback = aCallback();
    const { body } = await handler(aCallbackEvent(callback), aContext());

    expect(operations).toEqual(['GetItem', 'UpdateItem']);
    expect(JSON.parse(body)).toEqual({ error: 0, description: 'Success' });
    expect(write).toHaveBeenCalledOnce();
    expect(JSON.parse(String(write.mock.calls[0]?.[0]))).toMatchObject({
      uuid: callback.uuid,
      recorded: 1,
    });
  });
});
