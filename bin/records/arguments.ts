import { Option } from '@commander-js/extra-typings';
import { commandLine, oneOf, parse, wholeNumber } from '../kit/command-line.ts';
import { UsageError } from '../kit/exit.ts';
import type { Place } from './open-records.ts';
import { getRecord, listRecords, type Owner } from './read-records.ts';
import { reconcile } from './reconcile.ts';
import { type Format, formats, type Result } from './result.ts';

/** A question, ready to be asked. */
export interface Question {
  /** @default - a table on a terminal, else CSV */
  readonly format?: Format | undefined;
  /** Asks it. It throws a UsageError, or the error of the query API, DynamoDB or SSM. */
  ask(): Promise<Result>;
}

type Variables = Readonly<Record<string, string | undefined>>;

const url = new Option(
  '--url <url>',
  "the query API's URL: the stack's output QueryUrl; or the variable SESSION_RECORDS_URL",
);
const stage = new Option('--stage <stage>', 'or find it in SSM, as the stage has published it');
const format = new Option(
  '--format <format>',
  'table (default on a terminal), csv (default elsewhere) or json',
).argParser(oneOf(formats));

const examples = `
get, list and reconcile ask the query API, with the AWS credentials of a reader:
  npm run records -- get <uuid>
  npm run records -- list --user <id> --from 2026-01-01
  npm run records -- reconcile <provider.csv>
erase writes to the table, with an administrator's AWS credentials:
  npm run records -- erase --user <id> --dry-run
To write a file: npm run --silent records -- … > file`;

/**
 * Returns the question of a command line, or undefined if it asked for help, which is then printed.
 *
 * @throws UsageError if an argument is missing, wrong or unknown
 */
export function readArguments(args: readonly string[], variables: Variables): Question | undefined {
  let question: Question | undefined;
  const program = commandLine({
    name: 'records',
    does: 'Answers what people ask of the session records.',
    statuses: ['done, and all there', 'a record is not there or differs'],
  })
    .usage('<command> [options]')
    .addHelpText('after', examples);
  const apiOf = (given: { readonly url?: string; readonly stage?: string }) =>
    readPlace('url', given.url, variables['SESSION_RECORDS_URL'], given.stage);

  program
    .command('get')
    .description('Looks up the record of a callback')
    .argument('<uuid>', "one uuid: the callback's")
    .addOption(url)
    .addOption(stage)
    .addOption(format)
    .action((uuid, given) => {
      const api = apiOf(given);
      question = { ...given, ask: () => getRecord(api, uuid) };
    });

  program
    .command('list')
    .description('Lists the records of a user or a session')
    .option('--user <id>', 'the records of this user')
    .option('--session <id>', 'or of this session')
    .option('--from <time>', 'arrivals from then on, ISO 8601')
    .option('--to <time>', 'arrivals before then, ISO 8601')
    .option('--order <order>', 'newest (default) or oldest first', oneOf(['newest', 'oldest']))
    .option('--details', 'whole records')
    .addOption(url)
    .addOption(stage)
    .addOption(format)
    .action(({ user, session, details = false, ...given }) => {
      const [owner, api] = [readOwner(user, session), apiOf(given)];
      question = { ...given, ask: () => listRecords(api, owner, given, details) };
    });

  program
    .command('reconcile')
    .description("Compares the provider's list with the records")
    .argument(
      '<provider.csv>',
      "one file, the provider's list: with a column uuid, separated by , or ; or tabs; other " +
        'columns that a record has (sessionId, userId, …) are compared',
    )
    .option(
      '--requests-per-second <n>',
      'the most to ask (default 15, of the 20 that the query API lets through; 1000 on this ' +
        'machine)',
      wholeNumber(1, 1_000),
    )
    .addOption(url)
    .addOption(stage)
    .addOption(format)
    .action((file, given) => {
      const api = apiOf(given);
      question = { ...given, ask: () => reconcile(api, file, given.requestsPerSecond) };
    });

  program
    .command('erase')
    .description("Erases a user's records")
    .option('--user <id>', 'whose records to erase')
    .option('--table <name>', 'the table; or the variable SESSION_RECORDS_TABLE')
    .option('--dry-run', 'list them only')
    .addOption(stage)
    .addOption(format)
    .action(({ user: userId, table: name, dryRun: isDryRun = false, ...given }) => {
      if (!userId) throw new UsageError('erase: give --user, whose records to erase');
      const table = readPlace('table', name, variables['SESSION_RECORDS_TABLE'], given.stage);
      // Imported only here: the SDK's DynamoDB client makes every start longer.
      const ask = () =>
        import('./erase.ts').then(({ erase }) => erase({ table, userId, isDryRun }));
      question = { ...given, ask };
    });

  parse(program, args);
  return question;
}

/** Returns the place. The command line overrides the environment. */
function readPlace(
  option: 'url' | 'table',
  name: string | undefined,
  variable: string | undefined,
  stage: string | undefined,
): Place {
  if (name !== undefined && stage !== undefined)
    throw new UsageError(`give --${option} or --stage, not both`);
  if (name) return { name };
  if (stage) return { stage };
  if (variable) return { name: variable };
  throw new UsageError(
    `give --${option} or --stage, or set SESSION_RECORDS_${option.toUpperCase()}`,
  );
}

function readOwner(userId: string | undefined, sessionId: string | undefined): Owner {
  if (userId && sessionId === undefined) return { userId };
  if (sessionId && userId === undefined) return { sessionId };
  throw new UsageError('list: give one of --user and --session');
}
