import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { clientSettings, withoutNetwork } from '../../../lambda/callback/client-settings.ts';

/** Resolves to the host that a client with these settings would send a request to. */
async function destination(variables: NodeJS.ProcessEnv): Promise<string> {
  let sentTo = '';
  const client = new DynamoDBClient({
    ...clientSettings(variables),
    ...withoutNetwork,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  client.middlewareStack.add(
    (next) => (args) => {
      const { protocol, hostname, port = '' } = args.request as Record<string, string>;
      sentTo = `${protocol}//${hostname}${port && `:${port}`}`;
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' },
  );
  await client.send(new GetItemCommand({ TableName: 'a-table', Key: { uuid: { S: 'a' } } }));
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
])('the client takes its destination from the environment: %s', async (_, variables, expected) => {
  expect(await destination({ AWS_REGION: 'eu-west-1', ...variables })).toBe(expected);
});
