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
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => {
    spy.mockRestore();
    vi.useRealTimers();
  });
  return held;
}

describe('sharedLookup', () => {
  it('shares a running lookup and its answer', () => {
    const held = holdLookups();
    const lookup = sharedLookup();
    const answers: string[] = [];
    for (let i = 0; i < 10; i++) lookup('a', {}, (_, address) => answers.push(String(address)));
    expect(held).toHaveLength(1);

    held[0]?.(null, '127.0.0.1');

    expect(answers).toEqual(Array(10).fill('127.0.0.1'));
    lookup('a', {}, () => {});
    expect(held).toHaveLength(2);
  });

  it('starts a second lookup if the first may hang, and never a third', () => {
    const held = holdLookups();
    const lookup = sharedLookup();
    const answers: string[] = [];
    for (let i = 0; i < 10; i++) {
      lookup('a', {}, (_, address) => answers.push(String(address)));
      vi.advanceTimersByTime(700);
    }
    expect(held).toHaveLength(2);

    held[1]?.(null, '127.0.0.1');

    expect(answers).toHaveLength(10);
  });

  it('tells of a failure only when no other lookup may still find the name', () => {
    const held = holdLookups();
    const lookup = sharedLookup();
    const answers: string[] = [];
    const note = (error: Error | null, address: unknown) =>
      void answers.push(error?.message ?? String(address));
    lookup('a', {}, note);
    vi.advanceTimersByTime(700);
    lookup('a', {}, note);

    held[0]?.(new Error('not found'), '');
    expect(answers).toEqual([]);
    held[1]?.(null, '127.0.0.1');
    expect(answers).toEqual(['127.0.0.1', '127.0.0.1']);

    lookup('a', {}, note);
    held[2]?.(new Error('not found'), '');
    expect(answers).toHaveLength(3);
  });

  it('keeps names apart', () => {
    const held = holdLookups();
    const lookup = sharedLookup();
    for (const name of ['a', 'b']) lookup(name, {}, () => {});
    expect(held).toHaveLength(2);
  });
});
