import {
  Command,
  CommanderError,
  type CommandUnknownOpts,
  InvalidArgumentError,
} from '@commander-js/extra-typings';
import { UsageError } from './exit.ts';
import { oneLine } from './visible.ts';

/** What the help of a command tells. */
export interface CommandLineProps {
  /** The name of the npm script. */
  readonly name: string;
  /** One sentence that says what the command does. */
  readonly does: string;
  /**
   * The meaning of the exit statuses 0 and 1. The others mean the same for every command.
   * @default - the command has no status 1
   */
  readonly statuses?: readonly [well: string, wrong: string];
}

/**
 * Returns an empty command line. Add arguments, options and subcommands as commander's
 * documentation says, then call `parse`. The types of the options follow by themselves.
 *
 * - Begin an argument's description with what to give, up to a colon: `one uuid: the callback's`.
 *   The errors use these words.
 * - `oneOf` and `wholeNumber` check values. A check of your own throws `InvalidArgumentError` with
 *   what to write, and quotes no value.
 */
export function commandLine({ name, does, statuses }: CommandLineProps) {
  const [well, wrong] = statuses ?? ['done'];
  return new Command(`npm run ${name} --`)
    .description(does)
    .helpOption('-h, --help', 'print this')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, getOutHelpWidth: () => 100 })
    .addHelpText(
      'afterAll',
      `\nExit status: 0 ${well}; ${wrong === undefined ? '' : `1 ${wrong};\n             `}` +
        '2 wrong arguments, or it could not be done; 130 ended by Ctrl-C.',
    );
}

/**
 * Parses the arguments and calls the action of the command that they name. Returns false if they
 * asked for help, which is then printed.
 *
 * @throws UsageError that says what to write. It quotes no value.
 */
export function parse(program: CommandUnknownOpts, args: readonly string[]): boolean {
  const command = program.commands.find((each) => each.name() === args[0]) ?? program;
  try {
    refuseOptionAsValue(command, args);
    program.parse(args, { from: 'user' });
    return true;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return false;
    throw new UsageError(explain(command, error), { cause: error });
  }
}

/** Returns a check that a value is one of some names. */
export function oneOf<Name extends string>(names: readonly Name[]): (text: string) => Name {
  return (text) => {
    const found = names.find((name) => name === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`write one of ${names.join(', ')}`);
  };
}

/** Returns a check that a value is a whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = text.trim() === '' ? Number.NaN : Number(text);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`write a whole number from ${least} to ${most}`);
  };
}

/** Commander takes `--user --details` for a user named `--details`. That is a typing mistake. */
function refuseOptionAsValue({ options }: CommandUnknownOpts, args: readonly string[]): void {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  for (let i = 0; i < end; i += 1) {
    const option = options.find((each) => each.required && each.long === args[i]);
    if (option === undefined) continue;
    i += 1;
    if (/^-./.test(args[i] ?? '')) throw new UsageError(lacksValue(option.long));
  }
}

const lacksValue = (option: string | undefined) =>
  `${option} needs a value; write ${option}=<value> if it starts with a dash`;

/** Returns one line for an error of commander, whose own messages may quote a value. */
function explain(command: CommandUnknownOpts, { code, message }: CommanderError): string {
  const option = /'(--[^\s'=]*|-[^'])/.exec(message)?.[1];
  const hint = /\(Did you mean .*\?\)$/.exec(message)?.[0].replace('Did', 'did') ?? '';
  const operand = command.registeredArguments[0]?.description.split(':')[0];
  switch (code) {
    case 'commander.help':
    case 'commander.unknownCommand': {
      const names = command.commands.map((each) => each.name());
      return `give a command: ${names.join(', ')} ${hint}`.trim();
    }
    case 'commander.unknownOption':
      return oneLine(`unknown option '${option}' ${hint}`);
    case 'commander.optionMissingArgument':
      return lacksValue(option);
    case 'commander.invalidArgument': {
      const advice = /.*' is invalid(?: for argument '.*')?\. (.*)$/s.exec(message)?.[1] ?? '';
      return option === undefined ? advice : `${option}: ${advice}`;
    }
    case 'commander.missingArgument':
      return `give ${operand}`;
    case 'commander.excessArguments':
      return operand === undefined
        ? 'every value needs its option before it'
        : `give ${operand}; every other value needs its option before it`;
    default:
      return oneLine(message.replace(/^error: /, ''));
  }
}
