import { afterEach, describe, expect, it, vi } from 'vitest';
import { callbackEnvironment } from '../../../lib/callback-environment.ts';
import { readSettings } from '../../../lib/settings.ts';
import { aCallback, demoPartner } from '../../builders/callback.ts';
import { aCallbackEvent, aContext } from '../../builders/proxy-event.ts';
import { anUnresponsiveServer } from '../../builders/unresponsive-server.ts';

const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');

/** Loads the Lambda's handler as a sandbox does: with its environment, and a DynamoDB at that endpoint. */
async function loadHandler(endpoint: string) {
  const variables = {
    ...callbackEnvironment({ settings, stage: 'dev', tableName: 'SessionRecords' }),
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    POWERTOOLS_METRICS_DISABLED: 'true',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  vi.resetModules();
  return (await import('../../../lambda/callback/handler.ts')).handler;
}

afterEach(() => vi.unstubAllEnvs());

describe('the Lambda, when DynamoDB', () => {
  it.each([
    ['refuses connections', async () => 'http://127.0.0.1:1'],
    ['accepts connections and never answers', () => anUnresponsiveServer()],
    ['drops every connection', () => anUnresponsiveServer((socket) => socket.destroy())],
    [
      'sends headers and never a body',
      () =>
        anUnresponsiveServer((socket) =>
          socket.write(
            'HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 10\r\n\r\n',
          ),
        ),
    ],
  ])('%s: asks for a retry within 5 s', async (_, startEndpoint) => {
    const handler = await loadHandler(await startEndpoint());

    const startedAt = performance.now();
    const { statusCode, body } = await handler(aCallbackEvent(aCallback()), aContext());

    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toEqual({ error: 100, description: 'Temporarily unavailable, please retry' });
  });
});
