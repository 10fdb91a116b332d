import { describe, expect, it, vi } from 'vitest';
import { UsageError } from '../../../bin/kit/exit.ts';
import { readArguments } from '../../../bin/records/arguments.ts';

const variables = {
  SESSION_RECORDS_URL: 'http://127.0.0.1:3000',
  SESSION_RECORDS_TABLE: 'SessionRecords',
};

describe('readArguments', () => {
  it.each([
    [[], 'give a command: get, list, reconcile, erase'],
    [['forget'], 'give a command: get, list, reconcile, erase (did you mean get?)'],
    [['get'], 'give one uuid'],
    [['get', 'a', 'b'], 'give one uuid; every other value needs its option before it'],
    [['list'], 'list: give one of --user and --session'],
    [['list', '--user', 'a', '--session', 'b'], 'list: give one of --user and --session'],
    [['list', '--user', 'a', '--order', 'random'], '--order: write one of newest, oldest'],
    [['list', '--user', 'a', '--format', 'xml'], '--format: write one of table, csv, json'],
    [
      ['list', '--user', 'a', '--url', 'http://a', '--stage', 'prod'],
      'give --url or --stage, not both',
    ],
    [['list', '--user', 'a', '--dry-run'], "unknown option '--dry-run'"],
    [['reconcile'], "give one file, the provider's list"],
    [['erase'], 'erase: give --user, whose records to erase'],

    [['get', 'a', '--url', ''], 'give --url or --stage, or set SESSION_RECORDS_URL', {}],
    [['erase', '--user', 'a'], 'give --table or --stage, or set SESSION_RECORDS_TABLE', {}],
    [
      ['reconcile', 'a', '--requests-per-second', '0'],
      '--requests-per-second: write a whole number from 1 to 1000',
    ],
  ])('refuses %j', (args, message, environment = variables) => {
    expect(() => readArguments(args, environment)).toThrow(new UsageError(message));
  });

  it.each([[], ['get'], ['list'], ['reconcile'], ['erase']])(
    'prints the help of %j',
    (...names) => {
      const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
      expect(readArguments([...names, '--help'], {})).toBeUndefined();
      const help = write.mock.calls.join('');
      write.mockRestore();
      expect(help).toContain(`Usage: npm run records -- ${names.join(' ') || '<command>'}`);
      expect(help).toMatch(/Exit status: 0 done, and all there; 1 a record is not there/);
    },
  );
});
