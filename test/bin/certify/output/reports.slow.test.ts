import { execFileSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../../bin/certify/output/html-report.ts';
import { markdownReport } from '../../../../bin/certify/output/markdown-report.ts';
import { visibleProgress } from '../../../../bin/certify/output/progress.ts';
import { report } from '../../../../bin/certify/output/report.ts';
import { type ReportProps, repetition } from '../../../../bin/certify/output/report-facts.ts';
import { jsonText } from '../../../../bin/kit/formats.ts';
import { demoPartner } from '../../../builders/callback.ts';
import { certifyAt } from '../../../builders/certification.ts';
import { anEndpoint } from '../../../builders/endpoint.ts';
import { answering } from '../../../builders/faults.ts';

const markup = `<script>alert(1)</script><img src=x onerror='alert("2")'>`;
const tokens = new Set<string>();

/** Certifies an endpoint whose answers hold markup, control characters and what is secret. */
async function certifyLeaking() {
  const { url } = await anEndpoint(
    answering(({ error }, { token, secureLogin }) => {
      if (typeof token === 'string' && token !== '') tokens.add(token.slice(0, 36));
      const description = `${markup} | [a](http://x)\u001b[31m\n ${token} ${secureLogin}`;
      const asJson = JSON.stringify({ secureLogin, token });
      return { error: error === 0 ? 0 : 5, description: `${description} ${asJson}` };
    }),
  );
  return certifyAt(url, { including: ['latency'] });
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

const plain = (_: string, text: string) => text;
const formats: [name: string, toText: (props: ReportProps) => string][] = [
  ['report', ({ certification }) => report(certification, 120, plain)],
  ['jsonText', ({ certification }) => jsonText(certification)],
  ['htmlReport', htmlReport],
  ['markdownReport', markdownReport],
];

describe.each(formats)('%s', (_, toText) => {
  it('holds no secret of the endpoint, and no character that a terminal obeys', async () => {
    const text = toText(await aRun());
    expect(tokens.size).toBeGreaterThan(100);
    expect(text).toContain('concealed');
    for (const secret of [...tokens, demoPartner.secureLogin, 'DEMO-OPERATOR'])
      expect(text).not.toContain(secret);
    expect(text).not.toContain('\u001b');
  });
});

describe.each(formats.slice(2))('%s', (_, toText) => {
  it('tells verdict, facts, each check and what the provider would do', async () => {
    const run = await aRun();
    const text = toText(run);
    const { mark, failures } = run.certification;
    for (const part of ['Not certified', mark, 'Luckymonaco', '50 in any second', 'Node.js'])
      expect(text).toContain(part);
    expect(text).toContain('retransmits up to three times');
    expect(failures.length).toBeGreaterThan(10);
    expect(text.match(/">failed<|FAILED/g)).toHaveLength(failures.length);
  });

  it('holds no markup of the endpoint', async () => {
    const text = toText(await aRun());
    expect(text).toContain('alert(1)');
    expect(text).not.toMatch(/(?<!\\)<(script|img)/i);
  });
});

describe('report', () => {
  it.each([90, 120])('fits %d columns, and cuts off what does not', async (width) => {
    const { certification } = await aRun();
    const [table = ''] = report(certification, width, plain).split('\n\nconflict: ');
    const lines = table.split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBe(width);
    expect(lines.find((line) => line.includes('userId empty'))).toMatch(/… {2}FAILED$/);
  });

  it('paints what passed and what failed, and names a group once above its checks', async () => {
    const { certification } = await aRun();
    const painted = report(certification, 120, (style, text) => `<${style}>${text}`);
    expect(painted).toMatch(
      /\n\n<bold>first delivery\n {2}a new callback [^\n]*<green>passed\n\n<bold>retransmission\n/,
    );
    expect(painted).toMatch(/\n {2}userId empty [^\n]*<red>FAILED\n/);
  });

  it('shows each failure in full with what the provider would do', async () => {
    const { certification } = await aRun();
    const [, expected, got, provider] = report(certification, 80, plain)
      .split('\n\nfields: userId empty')[1]
      ?.split('\n') ?? [''];
    expect(expected).toBe('  expected  error 7: userId');
    expect(got).toMatch(/^ {2}got {7}error 5, "<script>.* \[concealed\]/);
    expect(provider).toMatch(/^ {2}provider {2}retransmits up to three times, then gives up: /);
  });
});

describe('markdownReport', () => {
  it('makes no link of what the endpoint said, and no table cell', async () => {
    expect(markdownReport(await aRun())).toContain('\\| \\[a\\](http\\://x)');
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

const progressProps = {
  callbackUrl: new URL('http://127.0.0.1/V4/SessionExpired'),
  isCompleted: true,
  isLocal: false,
  queryUrl: undefined,
  requestsPerSecond: 50,
};

describe('visibleProgress', () => {
  it.each([
    [false, '\n\nfields: 1 of 2 passed\n'],
    [true, '\n\n\r[5/15] fields …\r'],
  ])('writes a line for each group, or over one line of a terminal (%s)', (isTTY, expected) => {
    let written = '';
    const write = (text: string) => {
      written += text;
    };
    const progress = visibleProgress({ isTTY, write }, progressProps);
    progress.announce('certify-1');
    progress.start('fields', 5, 15);
    const finding = { check: '', expected: '', got: '' };
    progress.finish('fields', [
      { ...finding, passed: true },
      { ...finding, passed: false },
    ]);
    const [announcement = ''] = written.split('\n\n');
    expect(announcement).toMatch(/^Certifying \S+ \(its path was added to your URL\)\n/);
    expect(announcement).toContain('named certify-1-…');
    expect(stripVTControlCharacters(written.slice(announcement.length))).toBe(expected);
  });
});
