import { expect, it } from 'vitest';
import { callbackLambda } from '../../../lambda/callback/callback-lambda.ts';
import { callbackEnvironment } from '../../../lib/callback/callback-environment.ts';
import { readSettings } from '../../../lib/settings/read-settings.ts';
import { aCallback, demoPartner } from '../../builders/callback.ts';
import { aCallbackEvent, aContext } from '../../builders/proxy-event.ts';
import { onTurnedClock, unanswered } from '../../builders/turned-clock.ts';

const settings = readSettings({ dev: { partners: [demoPartner] } }, 'dev');

/** Resolves to the host to which the Lambda sends its warm-up read. */
async function destination(variables: NodeJS.ProcessEnv): Promise<string> {
  let sentTo = '';
  const requestHandler = {
    async handle({ protocol, hostname, port = '' }: Record<string, string>) {
      sentTo = `${protocol}//${hostname}${port && `:${port}`}`;
      return { response: { statusCode: 200, headers: {}, body: Buffer.from('{}') } };
    },
  };
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  await callbackLambda(
    { ...callbackEnvironment({ settings, stage: 'dev', tableName: 'a-table' }), ...variables },
    { dynamoDb: { credentials, requestHandler } },
  );
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

it('answers within 5 s of a start, if neither the table nor the queue ever answers', async () => {
  const overflowQueueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/overflow';
  const stage = { settings, stage: 'dev', tableName: 'a-table', overflowQueueUrl };
  const parts = { dynamoDb: unanswered, sqs: unanswered, report: () => {} };
  const { result, tookMs } = await onTurnedClock(async () => {
    const handler = await callbackLambda(callbackEnvironment(stage), parts);
    return handler(aCallbackEvent(aCallback()), aContext());
  });
  expect(JSON.parse(result.body)).toMatchObject({ error: 100 });
  // The rest of the 5 s is for the loading of the code.
  expect(tookMs).toBeLessThanOrEqual(4_300);
});
