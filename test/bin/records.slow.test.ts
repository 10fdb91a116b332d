import { closeSync, existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { askedRecords } from '../builders/asked-records.ts';
import { awsVariables, runCommand, runWith } from '../builders/command.ts';
import { anHttpServer } from '../builders/http-server.ts';

const file = 'bin/records.ts';

describe('npm run records', () => {
  it('prints CSV where nobody looks, and notes beside it', async () => {
    const { stored, run } = await askedRecords();
    const { uuid, userId } = await stored();
    const header = 'uuid,sessionId,userId,providerId,receivedAt\n';
    expect(await run('list', '--user', userId)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(new RegExp(`^${header}${uuid},.*\n$`)),
      stderr: '',
    });
    const erased = await run('erase', '--user', userId);
    expect(erased).toMatchObject({ status: 0, stdout: `uuid,result\n${uuid},erased\n` });
    expect(erased.stderr).toMatch(/^1 records erased\n/);
    expect(await run('get', uuid)).toMatchObject({ status: 1, stderr: 'the record was erased\n' });
  });

  it('refuses in one line what is wrong, with the status 2', async () => {
    const { run } = await askedRecords();
    const refusals = [
      [['forget'], /give a command: .*\(--help tells more\)/],
      [['list', '--user', 'a', '--from', 'yesterday'], /from must be an ISO 8601 date.*/],
      [['get', 'a', '--url', 'http://127.0.0.1:9'], /the query API did not answer\..*/],
      [['erase', '--user', 'a', '--table', 'another'], /ResourceNotFoundException: .*/],
    ] as const;
    for (const [args, message] of refusals) {
      const { status, stdout, stderr } = await run(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(new RegExp(`^records: ${message.source}\\n$`));
    }
  });

  it('finds the query API by its stage, in SSM', async () => {
    const { stored, url } = await askedRecords();
    const { uuid } = await stored();
    const ssm = await anHttpServer(async (request, response) => {
      const isKnown = JSON.parse(await text(request)).Name === '/session-expired/prod/query-url';
      response.writeHead(isKnown ? 200 : 400, { 'Content-Type': 'application/x-amz-json-1.1' });
      const answer = isKnown ? { Parameter: { Value: url } } : { __type: 'ParameterNotFound' };
      response.end(JSON.stringify(answer));
    });
    const variables = { ...awsVariables(url), AWS_ENDPOINT_URL_SSM: ssm };
    const get = (stage: string) => runCommand(file, ['get', uuid, '--stage', stage], variables);

    expect(await get('prod')).toMatchObject({ status: 0, stdout: expect.stringContaining(uuid) });
    expect(await get('test')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no SSM parameter /session-expired/test/query-url'),
    });
  });

  it('asks this machine without the proxy that the environment names', async () => {
    const { stored, url } = await askedRecords();
    const { uuid } = await stored();
    const proxy = { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: 'http://127.0.0.1:9' };
    const variables = { ...proxy, http_proxy: proxy.HTTP_PROXY, no_proxy: '' };
    expect(await runCommand(file, ['get', uuid, '--url', url], variables)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(uuid),
    });
  });

  it('ends as ever if its reader has left', async () => {
    const { stored, url } = await askedRecords();
    const { uuid } = await stored();
    expect(await runWith(file, ['get', uuid, '--url', url], { stdout: 'closed' })).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(await runWith(file, ['--help'], { stdout: 'closed' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  it.skipIf(!existsSync('/dev/full'))('says in one line that the disk is full', async () => {
    const { stored, url } = await askedRecords();
    const { uuid } = await stored();
    const stdout = openSync('/dev/full', 'w');
    const { status, stderr } = await runWith(file, ['get', uuid, '--url', url], { stdout });
    closeSync(stdout);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^records: the output cannot be written: ENOSPC[^\n]*\n$/);
  });

  it('ends in one line at Ctrl-C', async () => {
    const asked = Promise.withResolvers<void>();
    const url = await anHttpServer(() => asked.resolve());
    const run = runWith(file, ['get', 'a', '--url', url], {
      onStart: (interrupt) => void asked.promise.then(interrupt),
    });
    expect(await run).toEqual({ status: 130, stdout: '', stderr: 'interrupted\n' });
  });
});
