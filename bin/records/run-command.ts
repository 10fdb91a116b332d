import type { Command } from './arguments.ts';
import { formatResult, type Result } from './output/result.ts';
import { getRecord, listRecords } from './read-records.ts';
import { reconcile } from './reconcile.ts';

/**
 * Runs a command, prints its result and resolves to the exit status.
 *
 * @throws UsageError for wrong arguments, or the error of the query API, DynamoDB or SSM
 */
export async function runCommand(command: Command): Promise<number> {
  const result = await run(command);
  await print(formatResult(result, command.format ?? (process.stdout.isTTY ? 'table' : 'csv')));
  for (const note of result.notes) console.error(note);
  return result.status;
}

function run(command: Command): Promise<Result> {
  switch (command.command) {
    case 'get':
      return getRecord(command);
    case 'list':
      return listRecords(command);
    case 'reconcile':
      return reconcile(command);
    case 'erase':
      // Imported only here: the SDK's DynamoDB client makes every start longer.
      return import('./erase.ts').then(({ erase }) => erase(command));
  }
}

/** Resolves when the whole text is written. A pipe may take its time. */
function print(text: string): Promise<unknown> {
  return new Promise((resolve) => process.stdout.write(text, resolve));
}
