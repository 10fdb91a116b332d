import dns from 'node:dns';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sharedLookup } from '../../../lambda/shared/shared-lookup.ts';

type Answer = (error: Error | null, address: string) => void;

/** Collects the lookups that reach the system. Each stays open until it is answered. */
function holdLookups() {
  const held: Answer[] = [];
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(((
    _name: string,
    _options: object,
    answer: Answer,
  ) => {
    held.push(answer);
  }) as never);
  onTestFinished(() => spy.mockRestore());
  return held;
}

describe('sharedLookup', () => {
  it('shares a running lookup and its answer, whatever the lookup takes', () => {
    const held = holdLookups();
    const lookup = sharedLookup();
    const answers: string[] = [];
    for (let i = 0; i < 10; i++) lookup('a', {}, (_, address) => answers.push(String(address)));
    expect(held).toHaveLength(1);

    held[0]?.(null, '127.0.0.1');

    expect(answers).toEqual(Array(10).fill('127.0.0.1'));
  });

  it('looks a name up anew once the lookup before has ended, also after a failure', () => {
    const held = holdLookups();
    const lookup = sharedLookup();
    const answers: string[] = [];
    const note: Answer = (error, address) => void answers.push(error?.message ?? address);
    lookup('a', {}, note as never);
    held[0]?.(new Error('not found'), '');
    lookup('a', {}, note as never);
    held[1]?.(null, '127.0.0.1');
    expect(answers).toEqual(['not found', '127.0.0.1']);
  });

  it('keeps names apart, so that one that hangs does not hold up another', () => {
    const held = holdLookups();
    const lookup = sharedLookup();
    const answers: string[] = [];
    lookup('table', {}, () => {});
    lookup('queue', {}, (_, address) => answers.push(String(address)));
    held[1]?.(null, '127.0.0.1');
    expect(answers).toEqual(['127.0.0.1']);
  });
});
