import { exitStatus } from './kit/exit.ts';
import { print, runCommand, say } from './kit/run-command.ts';
import { readArguments } from './records/arguments.ts';
import { explainFailure } from './records/explain-failure.ts';
import { formatResult } from './records/result.ts';

await runCommand({
  name: 'records',
  explain: explainFailure,
  async run(args) {
    const question = readArguments(args, process.env);
    if (question === undefined) return exitStatus.well;
    const result = await question.ask();
    await print(formatResult(result, question.format ?? (process.stdout.isTTY ? 'table' : 'csv')));
    result.notes.forEach(say);
    return result.status;
  },
});
