import { styleText } from 'node:util';
import { type Arguments, readArguments } from './certify/arguments.ts';
import { certify } from './certify/certification.ts';
import { type Endpoint, ownEndpoint } from './certify/endpoint.ts';
import { htmlReport } from './certify/output/html-report.ts';
import { markdownReport } from './certify/output/markdown-report.ts';
import { visibleProgress } from './certify/output/progress.ts';
import { report } from './certify/output/report.ts';
import type { VerdictKind } from './certify/verdict.ts';
import { exitStatus } from './kit/exit.ts';
import { writeUserFile } from './kit/files.ts';
import { jsonText } from './kit/formats.ts';
import { openQueryApi } from './kit/query-api.ts';
import { print, runCommand } from './kit/run-command.ts';

/** Exit statuses by verdict. An endpoint that cannot be reached cannot be judged. */
const exitStatuses: Partial<Record<VerdictKind, number>> = {
  certified: exitStatus.well,
  unreachable: exitStatus.failed,
  'tls-failure': exitStatus.failed,
};

/** Starts a receiver that keeps its records in memory. It ends with the process. */
async function startReceiver(): Promise<Endpoint> {
  const { startLocalReceiver } = await import('./local/receiver.ts');
  return ownEndpoint(await startLocalReceiver({ port: 0 }));
}

/** Certifies the endpoint on the command line and resolves to the exit status. */
async function runCertify({ endpoint: given, ...args }: Arguments): Promise<number> {
  const endpoint = given ?? (await startReceiver());
  const { queryUrl } = endpoint;
  const certification = await certify({
    ...args,
    ...endpoint,
    records: queryUrl === undefined ? undefined : openQueryApi(queryUrl, '--query-url'),
    progress: visibleProgress(process.stderr, { ...args, ...endpoint }),
  });
  for (const file of args.reports) {
    const toText = file.endsWith('.html') ? htmlReport : markdownReport;
    writeUserFile(file, toText({ ...args, ...endpoint, certification }));
  }
  await print(
    args.isJson
      ? // The version changes when a field goes or changes its meaning.
        jsonText({ version: 1, ...certification })
      : report(certification, process.stdout.columns, styleText),
  );
  return exitStatuses[certification.verdict.kind] ?? exitStatus.wrong;
}

await runCommand({
  name: 'certify',
  async run(args) {
    const read = readArguments(args, process.env['SECURE_LOGIN']);
    return read === undefined ? exitStatus.well : runCertify(read);
  },
});
