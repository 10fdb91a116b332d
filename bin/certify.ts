import { writeFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { type Arguments, readArguments } from './certify/arguments.ts';
import { certify } from './certify/certification.ts';
import { openEndpoint } from './certify/endpoint.ts';
import { announcement } from './certify/output/announcement.ts';
import { htmlReport } from './certify/output/html-report.ts';
import { markdownReport } from './certify/output/markdown-report.ts';
import { visibleProgress } from './certify/output/progress.ts';
import { jsonReport, report } from './certify/output/report.ts';
import { sessionRecords } from './certify/records/session-records.ts';
import { UsageError, usage } from './certify/usage.ts';
import type { VerdictKind } from './certify/verdict.ts';

/** Exit statuses by verdict. An endpoint that cannot be reached cannot be judged. */
const exitStatuses: Partial<Record<VerdictKind, number>> = {
  certified: 0,
  unreachable: 2,
  'tls-failure': 2,
};

/** Certifies the endpoint on the command line and resolves to the exit status. */
async function runCertify(args: Arguments): Promise<number> {
  const endpoint = await openEndpoint(args);
  const { queryUrl } = endpoint;
  try {
    const certification = await certify({
      ...args,
      ...endpoint,
      url: endpoint.callbackUrl,
      records: queryUrl === undefined ? undefined : sessionRecords(queryUrl),
      progress: visibleProgress(process.stderr, (mark) =>
        announcement({ ...args, ...endpoint, mark }),
      ),
    });
    for (const file of args.reports) {
      const toText = file.endsWith('.html') ? htmlReport : markdownReport;
      await writeFile(file, toText({ ...args, ...endpoint, certification }));
    }
    await print(
      args.isJson
        ? jsonReport(certification)
        : report(certification, process.stdout.columns, styleText),
    );
    return exitStatuses[certification.verdict.kind] ?? 1;
  } finally {
    await endpoint.close();
  }
}

/** Resolves when the whole text is written. A pipe may take its time. */
function print(text: string): Promise<unknown> {
  return new Promise((resolve) => process.stdout.write(text, resolve));
}

try {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) await print(usage);
  else process.exitCode = await runCertify(readArguments(args, process.env['SECURE_LOGIN']));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`certify: ${error.message} (--help tells more)`);
  process.exitCode = 2;
}
