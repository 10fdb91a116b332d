import { styleText } from 'node:util';
import { type Arguments, readArguments } from './certify/arguments.ts';
import type { Certification } from './certify/certification.ts';
import { certify } from './certify/certify.ts';
import { openEndpoint } from './certify/open-endpoint.ts';
import { announcement } from './certify/output/announcement.ts';
import { visibleProgress } from './certify/output/progress.ts';
import { report } from './certify/output/report.ts';
import { usage } from './certify/output/usage.ts';
import { openSessionRecords } from './certify/records/open-session-records.ts';
import { UsageError } from './certify/usage-error.ts';
import type { VerdictKind } from './certify/verdict.ts';

/** Exit statuses by what the run came to; what cannot be reached cannot be judged. */
const exitStatuses: Partial<Record<VerdictKind, number>> = { certified: 0, unreachable: 2, 'tls-failure': 2 };

/** Certifies what the command line names and resolves to the exit status. */
async function runCertify(args: Arguments): Promise<number> {
  const endpoint = await openEndpoint(args);
  const { queryUrl } = endpoint;
  try {
    const certification = await certify({
      ...endpoint,
      url: endpoint.callbackUrl,
      records: queryUrl === undefined ? undefined : openSessionRecords(queryUrl),
      progress: visibleProgress(process.stderr, (mark) => announcement({ ...endpoint, mark })),
    });
    await print(
      args.isJson ? toJson(certification) : report(certification, process.stdout.columns, styleText),
    );
    return exitStatuses[certification.verdict.kind] ?? 1;
  } finally {
    await endpoint.close();
  }
}

/** The document of `--json`: its version changes when a field goes or means something else. */
function toJson(certification: Certification): string {
  return `${JSON.stringify({ version: 1, ...certification }, null, 2)}\n`;
}

/** Resolves when all of it is written, which a pipe may take its time for. */
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
