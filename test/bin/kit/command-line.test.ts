import { describe, expect, it } from 'vitest';
import { commandLine, oneOf, parse, wholeNumber } from '../../../bin/kit/command-line.ts';
import { UsageError } from '../../../bin/kit/exit.ts';

/** Parses a command line and returns what the action got. */
function parsed(...args: string[]): unknown[] {
  let found: unknown[] = [];
  const program = commandLine({ name: 'try', does: 'Tries.', statuses: ['good', 'bad'] });
  program
    .command('send')
    .argument('<file>', 'one file: to send')
    .option('--secret <text>', 'a secret')
    .option('--format <format>', 'its format', oneOf(['csv', 'json']))
    .option('--times <n>', 'how often', wholeNumber(1, 9))
    .action((...all) => {
      found = all.slice(0, 2);
    });
  program.command('list').action(() => {});
  parse(program, args);
  return found;
}

describe('parse', () => {
  it.each([
    [[], 'give a command: send, list'],
    [['S3CRET'], 'give a command: send, list'],
    [['constructor'], 'give a command: send, list'],
    [['sned'], 'give a command: send, list (did you mean send?)'],
    [['send'], 'give one file'],
    [['send', 'a', 'S3CRET'], 'give one file; every other value needs its option before it'],
    [['list', 'S3CRET'], 'every value needs its option before it'],
    [['send', 'a', '--secrte', 'S3CRET'], "unknown option '--secrte' (did you mean --secret?)"],
    [['send', 'a', '--secrte=S3CRET'], "unknown option '--secrte'"],
    [['send', 'a', '-S3CRET'], "unknown option '-S'"],
    [
      ['send', 'a', '--secret', '-S3CRET'],
      '--secret needs a value; write --secret=<value> if it starts with a dash',
    ],
    [
      ['send', 'a', '--secret'],
      '--secret needs a value; write --secret=<value> if it starts with a dash',
    ],
    [['send', 'a', '--format', "S3CRET' is invalid. "], '--format: write one of csv, json'],
    [['send', 'a', '--times', '0'], '--times: write a whole number from 1 to 9'],
    [['send', 'a', '--times='], '--times: write a whole number from 1 to 9'],
  ])('refuses %j in one line that quotes no value', (args, message) => {
    expect(() => parsed(...args)).toThrow(new UsageError(message));
  });

  it('takes values that start with a dash behind = and --', () => {
    expect(parsed('send', '--secret=--a', '--', '-5')).toEqual(['-5', { secret: '--a' }]);
    expect(parsed('send', 'a', '--format', 'csv', '--times', '3')).toEqual([
      'a',
      { format: 'csv', times: 3 },
    ]);
  });
});
