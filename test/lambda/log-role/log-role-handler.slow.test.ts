import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { localClientSettings } from '../../../bin/local/local-server.ts';
import { logRoleHandler } from '../../../lambda/log-role/log-role-handler.ts';
import { logRoleLambda } from '../../../lambda/log-role/log-role-lambda.ts';
import { anHttpServer } from '../../builders/http-server.ts';

const ourRole = 'arn:aws:iam::123456789012:role/ours';
const somebodyElses = 'arn:aws:iam::123456789012:role/somebody-elses';

/** API Gateway's answer to a role that IAM has not published yet. */
const notYetUsable = 'The role ARN does not have required permissions configured.';

interface AccountProps {
  readonly role?: string;
  /** How often it refuses a role before it accepts one. */
  readonly refusals?: number;
}

/** An API Gateway that knows only the account's settings. */
async function anApiGateway({ role, refusals = 0 }: AccountProps = {}) {
  const account = { role, refused: 0, patches: 0 };
  const endpoint = await anHttpServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.method === 'PATCH') {
      account.patches++;
      const { patchOperations } = JSON.parse(await text(request));
      if (account.refused < refusals) {
        account.refused++;
        response.writeHead(400, { 'x-amzn-errortype': 'BadRequestException' });
        return void response.end(JSON.stringify({ message: notYetUsable }));
      }
      expect(patchOperations).toMatchObject([{ op: 'replace', path: '/cloudwatchRoleArn' }]);
      account.role = patchOperations[0].value;
    }
    response.end(JSON.stringify({ cloudwatchRoleArn: account.role ?? null }));
  });
  return { endpoint, account };
}

/** The URL where CloudFormation waits. It can refuse the first answers. */
async function aResponseUrl(refusals = 0) {
  const heard: { contentType: string | undefined; body: Record<string, string> }[] = [];
  let refused = 0;
  const url = await anHttpServer(async (request: IncomingMessage, response) => {
    const body = JSON.parse(await text(request));
    if (refused++ < refusals) return void response.writeHead(500).end();
    expect(request.method).toBe('PUT');
    heard.push({ contentType: request.headers['content-type'], body });
    response.end();
  });
  return { url, heard };
}

function anEvent(url: string, overrides: object = {}) {
  return {
    RequestType: 'Create',
    ResponseURL: `${url}/answer`,
    StackId: 'a-stack',
    RequestId: 'a-request',
    LogicalResourceId: 'LogRole',
    ResourceProperties: { ServiceToken: 'a-function', RoleArn: ourRole },
    ...overrides,
  } as unknown as CloudFormationCustomResourceEvent;
}

interface RunProps {
  readonly endpoint: string;
  readonly RequestType?: string;
  readonly ResourceProperties?: object;
  readonly answersRefused?: number;
  readonly budgetMs?: number;
}

async function run({ endpoint, answersRefused, budgetMs = 20_000, ...overrides }: RunProps) {
  const { url, heard } = await aResponseUrl(answersRefused);
  const client = new APIGatewayClient({ ...localClientSettings(endpoint), maxAttempts: 1 });
  await logRoleHandler({ client, attempts: 3, pauseMs: 10, budgetMs })(anEvent(url, overrides));
  expect(heard).toHaveLength(1);
  return heard[0] as (typeof heard)[0];
}

describe('logRoleHandler', () => {
  it('sets the role in an account that has none', async () => {
    const { endpoint, account } = await anApiGateway();
    const { body, contentType } = await run({ endpoint });
    expect(account.role).toBe(ourRole);
    expect(body).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'api-gateway-log-role',
      StackId: 'a-stack',
      RequestId: 'a-request',
      LogicalResourceId: 'LogRole',
    });
    // The signature of CloudFormation's URL covers the content type.
    expect(contentType).toBe('');
  });

  it.each(['Create', 'Update'])('leaves an existing role unchanged, on %s', async (RequestType) => {
    const { endpoint, account } = await anApiGateway({ role: somebodyElses });
    const { body } = await run({ endpoint, RequestType });
    expect(body['Status']).toBe('SUCCESS');
    expect(account).toMatchObject({ role: somebodyElses, patches: 0 });
  });

  it('tries again while the new role is not usable yet', async () => {
    const { endpoint, account } = await anApiGateway({ refusals: 2 });
    const { body } = await run({ endpoint });
    expect(body['Status']).toBe('SUCCESS');
    expect(account).toMatchObject({ role: ourRole, patches: 3 });
  });

  it("gives up in time, with API Gateway's reason for the stack's events", async () => {
    const { endpoint, account } = await anApiGateway({ refusals: 99 });
    const { body } = await run({ endpoint });
    expect(body['Status']).toBe('FAILED');
    expect(body['Reason']).toContain(notYetUsable);
    expect(account.patches).toBe(3);
  });

  it.each([ourRole, undefined])('changes nothing on deletion: role %s', async (role) => {
    const { endpoint, account } = await anApiGateway({ role });
    const { body } = await run({ endpoint, RequestType: 'Delete' });
    expect(body['Status']).toBe('SUCCESS');
    expect(account).toMatchObject({ role, patches: 0 });
  });

  it('answers even if API Gateway does not', async () => {
    const endpoint = await anHttpServer(() => undefined);
    const { body } = await run({ endpoint, budgetMs: 100 });
    expect(body).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('TimeoutError'),
    });
  });

  it('answers an event that makes no sense', async () => {
    const { endpoint } = await anApiGateway();
    const { body } = await run({ endpoint, ResourceProperties: {} });
    expect(body).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('RoleArn') });
  });

  it('answers again if its answer was not accepted', async () => {
    const { endpoint } = await anApiGateway();
    const { body } = await run({ endpoint, answersRefused: 1 });
    expect(body['Status']).toBe('SUCCESS');
  });
});

describe('logRoleLambda', () => {
  it('ends an attempt whose answer stalls after its headers', { timeout: 60_000 }, async () => {
    const { url, heard } = await aResponseUrl();
    const endpoint = await anHttpServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 });
      response.write('{');
    });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const settings = { endpoint, region: 'eu-west-1', credentials };
    await logRoleLambda({ settings, attempts: 1 })(anEvent(url));
    expect(heard[0]?.body['Reason']).toContain('the answer did not end in time');
  });
});
