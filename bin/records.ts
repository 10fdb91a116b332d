import { exitStatus } from './kit/exit.ts';
import { print, runCommand, say } from './kit/run-command.ts';
import { answer } from './records/answer.ts';
import { readArguments } from './records/arguments.ts';
import { explainFailure } from './records/explain-failure.ts';
import { formatResult } from './records/result.ts';

await runCommand({
  name: 'records',
  explain: explainFailure,
  async run(args) {
    const command = readArguments(args, process.env);
    if (command === undefined) return exitStatus.well;
    const result = await answer(command);
    await print(formatResult(result, command.format ?? (process.stdout.isTTY ? 'table' : 'csv')));
    result.notes.forEach(say);
    return result.status;
  },
});
