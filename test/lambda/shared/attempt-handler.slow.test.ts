import type { ServerResponse } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { localClientSettings } from '../../../bin/local/local-server.ts';
import { AttemptHandler } from '../../../lambda/shared/attempt-handler.ts';
import { anHttpServer, anUnresponsiveServer } from '../../builders/http-server.ts';

const read = new GetItemCommand({ TableName: 'a-table', Key: { uuid: { S: 'a' } } });

/** A client whose attempts each end after that many milliseconds. */
function aClient(endpoint: string, attemptMs = 200) {
  const client = new DynamoDBClient({
    ...localClientSettings(endpoint),
    maxAttempts: 3,
    requestHandler: new AttemptHandler({ attemptMs }),
  });
  onTestFinished(() => client.destroy());
  return client;
}

const begin = (response: ServerResponse) => {
  response.writeHead(200, { 'Content-Type': 'application/x-amz-json-1.0', 'Content-Length': 100 });
  response.write('{');
};

const stall = begin;

const trickle = (response: ServerResponse) => {
  begin(response);
  const timer = setInterval(() => response.write(' '), 20);
  response.on('close', () => clearInterval(timer));
};

describe('an attempt', () => {
  it.each([
    ['stalls after its headers', stall],
    ['trickles', trickle],
  ])('ends when its answer %s, and is retried', async (_, misbehave) => {
    let attempts = 0;
    const endpoint = await anHttpServer((request, response) => {
      attempts += 1;
      request.resume();
      misbehave(response);
    });
    await expect(aClient(endpoint).send(read)).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(attempts).toBe(3);
  });

  it('ends if a connection is accepted and its TLS handshake is never answered', async () => {
    const endpoint = (await anUnresponsiveServer()).replace('http:', 'https:');
    await expect(aClient(endpoint).send(read)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('frees its connection: after 60 stalled attempts, the next one is answered', async () => {
    let isWell = false;
    const endpoint = await anHttpServer((request, response) => {
      request.resume();
      if (!isWell) return stall(response);
      response.setHeader('Content-Type', 'application/x-amz-json-1.0');
      response.end('{}');
    });
    // As long as an attempt of a callback: a busy machine must answer in that time.
    const client = aClient(endpoint, 700);
    const all = await Promise.allSettled(Array.from({ length: 60 }, () => client.send(read)));
    expect(all.every(({ status }) => status === 'rejected')).toBe(true);

    isWell = true;
    expect(await client.send(read)).toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });
});
