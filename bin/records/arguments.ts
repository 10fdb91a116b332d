import { parseArgs } from 'node:util';
import { type Format, formats } from './output/result.ts';
import { UsageError } from './usage.ts';

/** A resource, by its own name or by the stage that published it. */
export type Place = { readonly name: string } | { readonly stage: string };

interface Output {
  /** @default - a table on a terminal, else CSV */
  readonly format: Format | undefined;
}

interface Query extends Output {
  /** The query API. */
  readonly api: Place;
}

/** Looks up the record of a uuid. */
export interface GetCommand extends Query {
  readonly command: 'get';
  readonly uuid: string;
}

/** Lists the records of a user or a session. */
export interface ListCommand extends Query {
  readonly command: 'list';
  readonly owner: { readonly userId: string } | { readonly sessionId: string };
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly order: 'newest' | 'oldest' | undefined;
  readonly isDetailed: boolean;
}

/** Compares the provider's list with the records. */
export interface ReconcileCommand extends Query {
  readonly command: 'reconcile';
  /** The file name of the provider's list. */
  readonly file: string;
  /** @default - 15, or 1000 for an API on this machine */
  readonly requestsPerSecond: number | undefined;
}

/** Erases a user's records. */
export interface EraseCommand extends Output {
  readonly command: 'erase';
  readonly userId: string;
  readonly table: Place;
  readonly isDryRun: boolean;
}

/** The parsed command line. */
export type Command = GetCommand | ListCommand | ReconcileCommand | EraseCommand;

const output = { stage: { type: 'string' }, format: { type: 'string' } } as const;
const query = { ...output, url: { type: 'string' } } as const;
const list = {
  ...query,
  user: { type: 'string' },
  session: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  order: { type: 'string' },
  details: { type: 'boolean', default: false },
} as const;
const reconcile = { ...query, 'requests-per-second': { type: 'string' } } as const;
const erase = {
  ...output,
  user: { type: 'string' },
  table: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

type Variables = Readonly<Record<string, string | undefined>>;

/** The commands by name. Each function parses its command's arguments. */
const commands: Readonly<Record<string, (args: string[], variables: Variables) => Command>> = {
  get(args, variables) {
    const { values, operand } = parse({ args, options: query, expects: 'one uuid' });
    return { command: 'get', uuid: operand, ...readQuery(values, variables) };
  },

  list(args, variables) {
    const { values } = parse({ args, options: list });
    return {
      command: 'list',
      owner: readOwner(values.user, values.session),
      from: values.from,
      to: values.to,
      order: oneOf(['newest', 'oldest'], 'order', values.order),
      isDetailed: values.details,
      ...readQuery(values, variables),
    };
  },

  reconcile(args, variables) {
    const { values, operand } = parse({
      args,
      options: reconcile,
      expects: "one file, the provider's list",
    });
    const requestsPerSecond = readBound(values['requests-per-second']);
    return {
      command: 'reconcile',
      file: operand,
      requestsPerSecond,
      ...readQuery(values, variables),
    };
  },

  erase(args, variables) {
    const { values } = parse({ args, options: erase });
    if (!values.user) throw new UsageError('erase: give --user, whose records to erase');
    return {
      command: 'erase',
      userId: values.user,
      isDryRun: values['dry-run'],
      table: readPlace('table', values.table, variables['SESSION_RECORDS_TABLE'], values.stage),
      format: oneOf(formats, 'format', values.format),
    };
  },
};

/**
 * Returns the parsed command line.
 *
 * @throws UsageError if an argument is missing, wrong or unknown
 */
export function readArguments([name = '', ...args]: string[], variables: Variables): Command {
  const read = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (read === undefined)
    throw new UsageError(`give a command: ${Object.keys(commands).join(', ')}`);
  return read(args, variables);
}

type Options = NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>;

interface ParseProps<T extends Options> {
  readonly args: string[];
  readonly options: T;
  /**
   * The name of the one value that stands without an option.
   * @default - every value needs an option
   */
  readonly expects?: string;
}

function parse<const T extends Options>({ args, options, expects }: ParseProps<T>) {
  const { values, positionals } = parseStrictly(args, options);
  const [operand = '', ...more] = positionals;
  if (expects === undefined && positionals.length > 0) {
    throw new UsageError('every value needs its option before it');
  }
  if (expects !== undefined && (operand === '' || more.length > 0))
    throw new UsageError(`give ${expects}`);
  return { values, operand };
}

function parseStrictly<const T extends Options>(args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (cause) {
    // The first sentence names the option.
    const [sentence = ''] = (cause instanceof Error ? cause.message : '').split(/[.\n]/);
    throw new UsageError(sentence, { cause });
  }
}

function readQuery(
  {
    url,
    stage,
    format,
  }: { url?: string | undefined; stage?: string | undefined; format?: string | undefined },
  variables: Variables,
): Query {
  return {
    api: readPlace('url', url, variables['SESSION_RECORDS_URL'], stage),
    format: oneOf(formats, 'format', format),
  };
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

function readOwner(
  userId: string | undefined,
  sessionId: string | undefined,
): ListCommand['owner'] {
  if (userId && sessionId === undefined) return { userId };
  if (sessionId && userId === undefined) return { sessionId };
  throw new UsageError('list: give one of --user and --session');
}

function oneOf<Name extends string>(
  known: readonly Name[],
  option: string,
  text: string | undefined,
): Name | undefined {
  const found = known.find((name) => name === text);
  if (text === undefined || found !== undefined) return found;
  throw new UsageError(`--${option}: write one of ${known.join(', ')}`);
}

function readBound(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const bound = Number(text);
  if (Number.isInteger(bound) && bound >= 1 && bound <= 1_000) return bound;
  throw new UsageError('--requests-per-second: write a whole number from 1 to 1000');
}
