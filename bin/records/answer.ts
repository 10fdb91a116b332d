import type { Command } from './arguments.ts';
import { getRecord, listRecords } from './read-records.ts';
import { reconcile } from './reconcile.ts';
import type { Result } from './result.ts';

/**
 * Answers a command.
 *
 * @throws UsageError for wrong arguments, or the error of the query API, DynamoDB or SSM
 */
export function answer(command: Command): Promise<Result> {
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
