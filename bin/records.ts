import { readArguments } from './records/arguments.ts';
import { explainFailure } from './records/explain-failure.ts';
import { runCommand } from './records/run-command.ts';
import { usage } from './records/usage.ts';

try {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) process.stdout.write(usage);
  else process.exitCode = await runCommand(readArguments(args, process.env));
} catch (error) {
  console.error(explainFailure(error));
  // Exits at once, since other lookups could go on for minutes.
  process.exit(2);
}
