import { fileURLToPath } from 'node:url';
import { costReport } from './cost/cost-report.ts';
import { measureConsumption } from './cost/measure-consumption.ts';
import { commandLine, parse } from './kit/command-line.ts';
import { exitStatus } from './kit/exit.ts';
import { readUserFile } from './kit/files.ts';
import { print, runCommand } from './kit/run-command.ts';
import { startEmbeddedDynamoDb } from './local/embedded-dynamodb.ts';

/** The measurements of `npm run bench`, which writes them. */
const results = fileURLToPath(new URL('../docs/performance.json', import.meta.url));

await runCommand({
  name: 'cost',
  async run(args) {
    const does = 'Prints the price of a million callbacks, and what grows with their number.';
    if (
      !parse(
        commandLine({ name: 'cost', does }).action(() => {}),
        args,
      )
    )
      return exitStatus.well;
    const measured = JSON.parse(readUserFile(results).toString());
    const dynamoDb = await startEmbeddedDynamoDb();
    const consumption = await measureConsumption(dynamoDb.client());
    await print(`${costReport(measured, consumption)}\n`);
    return exitStatus.well;
  },
});
