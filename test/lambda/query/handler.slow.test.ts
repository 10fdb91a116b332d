import type { APIGatewayProxyEvent } from 'aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aContext, aGetEvent, aListEvent } from '../../builders/proxy-event.ts';
import { anUnresponsiveServer } from '../../builders/unresponsive-server.ts';

/**
 * Loads the Lambda's handler as a sandbox does, with its environment and a DynamoDB at that
 * endpoint.
 */
async function loadHandler(endpoint: string) {
  const variables = {
    TABLE_NAME: 'SessionRecords',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  vi.resetModules();
  return (await import('../../../lambda/query/handler.ts')).handler;
}

afterEach(() => vi.unstubAllEnvs());

describe("the query's Lambda, when DynamoDB", () => {
  it.each([
    ['refuses connections', async () => 'http://127.0.0.1:1'],
    ['accepts connections and never answers', () => anUnresponsiveServer()],
  ])('%s: answers 503 within 4 s', async (_, startEndpoint) => {
    const handler = await loadHandler(await startEndpoint());
    const expectUnavailable = async (event: APIGatewayProxyEvent) => {
      const startedAt = performance.now();
      const { statusCode, headers } = await handler(event, aContext());
      expect(performance.now() - startedAt).toBeLessThan(4_000);
      expect(statusCode).toBe(503);
      expect(headers).toMatchObject({ 'Retry-After': '5', 'Cache-Control': 'no-store' });
    };
    const events = [aGetEvent('a'), aListEvent({ userId: 'a' })];
    await Promise.all(events.map(expectUnavailable));
  });

  it('names a missing variable at start', async () => {
    vi.stubEnv('TABLE_NAME', undefined);
    vi.resetModules();
    await expect(import('../../../lambda/query/handler.ts')).rejects.toThrow(
      'environment variable TABLE_NAME is missing or wrong',
    );
  });
});
