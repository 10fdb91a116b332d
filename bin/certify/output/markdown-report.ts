import type { GroupedFinding } from '../group.ts';
import { type ReportProps, repetition, reportFacts } from './report-facts.ts';

/** Returns the report as Markdown for a ticket. Every text is escaped. */
export function markdownReport(props: ReportProps): string {
  const { checks, notRun, verdict } = props.certification;
  const failed = checks.filter(({ passed }) => !passed);
  const parts = [
    `# ${verdict.kind === 'certified' ? 'Certified' : 'Not certified'}: Session Expired callback`,
    `**${plain(verdict.summary)}.**`,
    table(['', ''], reportFacts(props)),
    ...(failed.length > 0 ? ['## What failed', ...failed.map(failure)] : []),
    '## What was checked',
    table(
      ['group', 'check', 'expected', 'got', 'result'],
      checks.map(({ group, check, expected, got, passed }) => [
        group,
        check,
        expected,
        got,
        passed ? 'passed' : 'FAILED',
      ]),
    ),
    ...(notRun.length > 0 ? [`Not run: ${notRun.join(', ')}.`] : []),
    '## How to repeat it',
    `\`\`\`sh\n${repetition(props)}\n\`\`\``,
  ];
  return `${parts.join('\n\n')}\n`;
}

function failure({ group, check, expected, got, provider = '' }: GroupedFinding): string {
  return [
    `**${plain(`${group}: ${check}`)}**`,
    '',
    `- expected: ${plain(expected)}`,
    `- got: ${plain(got)}`,
    `- the provider ${plain(provider)}`,
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map((row) => row.map(plain))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Escapes Markdown in a text. No part of it becomes a link or notifies a user. */
function plain(text: string): string {
  return text
    .replace(/[\\`*_[\]<>|~&#$]|:(?=\/\/)|(?<=www)\./gi, '\\$&')
    .replaceAll('@', '@\u200b');
}
