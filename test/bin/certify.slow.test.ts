import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Certification } from '../../bin/certify/certification.ts';
import { errorCodeSets } from '../../bin/certify/contract/contract.ts';
import { usualRecords, usualRequests } from '../../bin/certify/output/progress.ts';
import { errorCodeSets as answered } from '../../lambda/callback/answer.ts';
import { demoPartner } from '../builders/callback.ts';
import { runCommand } from '../builders/command.ts';
import { anEndpoint } from '../builders/endpoint.ts';
import { answering } from '../builders/faults.ts';
import { aQueryApi } from '../builders/query-api.ts';

const asDemo = ['--secure-login', demoPartner.secureLogin, '--provider-id', demoPartner.providerId];
const fast = ['--requests-per-second', '1000'];
/** The columns that a pipe counts as. No line of the report is longer. */
const pipedWidth = 120;

/** Runs `npm run certify` with pipes and resolves to its status and outputs. */
const runCertify = (args: readonly string[], variables: Record<string, string> = {}) =>
  runCommand('bin/certify.ts', args, variables);

describe('npm run certify', () => {
  it('starts a receiver and certifies it when it is told nothing', async () => {
    const { status, stdout, stderr } = await runCertify(['--json', ...fast]);
    const { checks, verdict } = JSON.parse(stdout) as Certification;
    expect(checks).toHaveLength(97);
    // On a busy machine some callbacks run out of time. Their answers have the right form even so.
    const failed = checks.filter(({ passed }) => !passed).map(({ group }) => group);
    expect(failed).not.toContain('first delivery');
    expect(failed).not.toContain('every answer');
    expect(status).toBe(verdict.kind === 'certified' ? 0 : 1);
    expect(stderr).toContain('(a receiver started for this run)');
    expect(stderr).not.toContain('"level"');
  });

  it('announces its requests, shows its progress, and ends with a table and reports', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const files = ['report.html', 'report.md'].map((name) => path.join(folder, name));
    const { url, records } = await anEndpoint();
    const { status, stdout, stderr } = await runCertify(
      [
        `${url}/V4/SessionExpired`,
        ...['--provider-id', demoPartner.providerId],
        ...fast,
        ...files.flatMap((file) => ['--report', file]),
      ],
      { SECURE_LOGIN: demoPartner.secureLogin },
    );

    expect(status).toBe(0);
    const [announcement = '', progress] = stderr.split('\n\n');
    expect(announcement).toContain(`Certifying ${url}/V4/SessionExpired\n`);
    expect(announcement).toMatch(/at most 1000 in any second/);
    expect(announcement).toMatch(/named certify-[0-9a-f]{8}-…/);
    expect(announcement).toMatch(/leave a test record, which expires by the retention/);
    expect(progress).toMatch(/^first delivery: 1 of 1 passed\nretransmission: 1 of 1 passed\n/);
    expect(stdout).toMatch(/^ {2}CHECK +EXPECTED +GOT +RESULT\n\nfirst delivery\n/);
    expect(stdout).toMatch(/\n {2}a new callback +error 0 +error 0, "Success" +passed\n/);
    expect(stdout).toMatch(
      /\nCERTIFIED: all 88 checks passed: the endpoint keeps the contract\.\n/,
    );
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(
      pipedWidth,
    );
    expect(`${stdout}${stderr}`).not.toContain('\u001b');

    const [page = '', ticket = ''] = files.map((file) => readFileSync(file, 'utf8'));
    expect(page).toMatch(/^<!doctype html>.*<strong>Certified<\/strong>/s);
    expect(ticket).toMatch(/^# Certified/);

    const sent = Number(/(\d+) requests/.exec(stdout)?.[1]);
    const all = records.all();
    expect(Math.abs(sent - usualRequests)).toBeLessThan(10);
    expect(Math.abs(all.length - usualRecords)).toBeLessThan(10);
    for (const { userId, sessionId } of all)
      expect([userId, sessionId]).toEqual(Array(2).fill(expect.stringMatching(/^certify-/)));
  });

  it('prints one JSON document for machines, and status 1 if a check failed', async () => {
    const { url, records } = await anEndpoint(
      answering((answer) => ({ ...answer, error: `${answer.error}` })),
    );
    const query = ['--query-url', await aQueryApi(records)];
    const { status, stdout } = await runCertify([url, ...asDemo, ...fast, '--json', ...query]);
    expect(status).toBe(1);
    const { checks, latenciesMs, ...rest } = JSON.parse(stdout);
    expect(latenciesMs).toHaveLength(100);
    expect(rest).toEqual({
      version: 1,
      verdict: {
        kind: 'broken-in-one-place',
        summary: '1 of 97 checks failed, all in one place: every answer',
      },
      url: `${url}/V4/SessionExpired`,
      providerId: 'Luckymonaco',
      errorCodes: '2024-10-17',
      requestFields: '2024-10-17',
      mark: expect.stringMatching(/^certify-[0-9a-f]{8}$/),
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      durationMs: expect.any(Number),
      requests: expect.any(Number),
      notRun: [],
    });
    expect(checks[0]).toEqual({
      group: 'first delivery',
      check: 'a new callback',
      expected: 'error 0',
      got: 'error "0", "Success"',
      passed: true,
    });
    expect(checks.find((each: { passed: boolean }) => !each.passed)).toEqual({
      group: 'every answer',
      check: 'error',
      expected: 'a number of at most 3 digits',
      got: '0 of 222 answers; a text (first for: a new callback)',
      passed: false,
      provider: 'may take it for no code that it knows, and retransmit what was delivered',
    });
  });

  it('exits with status 2 where nothing is reachable, and says what was not run', async () => {
    const { status, stdout } = await runCertify(['http://127.0.0.1:1', ...asDemo]);
    expect(status).toBe(2);
    expect(stdout).toMatch(/\nNot run: retransmission, retransmission storm, .*, every answer\.\n/);
    expect(stdout).toMatch(
      /\nNOT CERTIFIED: unreachable: the connection was refused \(ECONNREFUSED\)\.\n/,
    );
  });

  it('exits with status 2 where no TLS connection can be made', async () => {
    const { url } = await anEndpoint();
    const { status, stdout } = await runCertify([url.replace('http:', 'https:'), ...asDemo]);
    expect(status).toBe(2);
    expect(stdout).toContain('NOT CERTIFIED: no TLS connection: ');
  });

  it('explains itself', async () => {
    const { status, stdout } = await runCertify(['http://127.0.0.1', '--help']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/npm run certify -- <url> --secure-login <name> --provider-id <id>/);
  });

  it('refuses wrong arguments in one line before the run, with status 2', async () => {
    const { status, stdout, stderr } = await runCertify(['--secure-login', 'S3CRET']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^certify: give the URL that [^\n]* \(--help tells more\)\n$/);
    expect(stderr).not.toContain('S3CRET');
  });

  it('states the codes that the Lambda answers', () => {
    for (const [name, codes] of Object.entries(answered)) {
      const { success, wrongSecureLogin, badParameters, retry } = codes;
      expect(errorCodeSets[name as keyof typeof errorCodeSets]).toMatchObject({
        success,
        wrongSecureLogin,
        badParameters,
        retry,
      });
    }
  });
});
