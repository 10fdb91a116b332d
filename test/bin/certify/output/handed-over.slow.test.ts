import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ReportProps } from '../../../../bin/certify/output/handed-over.ts';
import { repetition } from '../../../../bin/certify/output/handed-over.ts';
import { htmlReport } from '../../../../bin/certify/output/html-report.ts';
import { markdownReport } from '../../../../bin/certify/output/markdown-report.ts';
import { demoPartner } from '../../../builders/callback.ts';
import { certifyAt } from '../../../builders/certification.ts';
import { anEndpoint } from '../../../builders/endpoint.ts';
import { answering } from '../../../builders/faults.ts';

const markup = `<script>alert(1)</script><img src=x onerror='alert("2")'>`;
const tokens = new Set<string>();

/**
 * Resolves to the result for an endpoint whose answers hold markup, the token and the secureLogin.
 */
async function certifyLeaking() {
  const { url } = await anEndpoint(
    answering((answer, { token, secureLogin }) => {
      if (typeof token === 'string' && token !== '') tokens.add(token);
      const description = `${markup} | [a](http://x) ${token} ${secureLogin}`;
      return answer.error === 0 ? answer : { error: 5, description };
    }),
  );
  return certifyAt(url);
}

let certifying: ReturnType<typeof certifyLeaking> | undefined;

async function aRun(overrides: Partial<Omit<ReportProps, 'certification'>> = {}) {
  certifying ??= certifyLeaking();
  const certification = await certifying;
  const settings = {
    requestsPerSecond: 50,
    clientCertificate: undefined,
    isLocal: false,
    queryUrl: undefined,
  };
  return { certification, ...settings, ...overrides } satisfies ReportProps;
}

describe.each([
  ['htmlReport', htmlReport],
  ['markdownReport', markdownReport],
])('%s', (_, toText) => {
  it('tells verdict, circumstances, each check and what the provider would do', async () => {
    const run = await aRun();
    const text = toText(run);
    const { certification } = run;
    expect(certification.failures.length).toBeGreaterThan(10);
    for (const part of [
      'Not certified',
      certification.mark,
      'Luckymonaco',
      '50 in any second',
      'Node.js',
    ])
      expect(text).toContain(part);
    expect(text).toContain('retransmits up to three times');
    expect(text.match(/">failed<|FAILED/g)).toHaveLength(certification.failures.length);
  });

  it('holds no secret and no markup of the endpoint', async () => {
    const text = toText(await aRun());
    expect(text).toContain('alert(1)');
    expect(text).not.toMatch(/(?<!\\)<(script|img)/i);
    expect(tokens.size).toBeGreaterThan(100);
    for (const secret of [...tokens, demoPartner.secureLogin]) expect(text).not.toContain(secret);
  });
});

describe('markdownReport', () => {
  it('makes no link of what the endpoint said, and no table cell', async () => {
    const text = markdownReport(await aRun());
    expect(text).toContain('\\| \\[a\\](http\\://x)');
  });
});

describe('htmlReport', () => {
  it('loads nothing, runs nothing, and has a bar for each answer', async () => {
    const run = await aRun();
    const text = htmlReport(run);
    expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(text).not.toMatch(/<(script|link|img)|@import|url\(/);
    expect(text.match(/<rect /g)).toHaveLength(run.certification.latenciesMs.length);
    expect(run.certification.latenciesMs).toHaveLength(100);
  });

  it('does without a chart where no answer came', async () => {
    const run = await aRun();
    const text = htmlReport({ ...run, certification: { ...run.certification, latenciesMs: [] } });
    expect(text).not.toContain('<svg');
  });
});

describe('repetition', () => {
  it('is commands that a shell reads as the run had them, and no secret', async () => {
    const run = await aRun({ queryUrl: 'https://user:a-secret@query.example/prod?key=a-secret' });
    const providerId = `Lucky "monaco's" $HOME`;
    const commands = repetition({ ...run, certification: { ...run.certification, providerId } });
    const printed = commands.replace(/^npm ci\n.*\n/, '').replace('npm run', `printf '%s\\n'`);
    const words = execFileSync('bash', ['-c', printed], { encoding: 'utf8' }).split('\n');
    expect(words).toEqual(
      expect.arrayContaining([run.certification.url, providerId, 'https://query.example/prod']),
    );
    expect(commands).not.toContain('a-secret');
    expect(commands).toContain('read -rs SECURE_LOGIN');
  });
});
