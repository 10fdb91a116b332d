import { describe, expect, it } from 'vitest';
import { progressBar } from '../../../bin/kit/progress.ts';

function aTerminal(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, write: (text: string) => void written.push(text) };
}

describe('progressBar', () => {
  it('fills up on a terminal, in one line that is taken away at the end', () => {
    const terminal = aTerminal(true);
    const bar = progressBar(terminal, 2);
    bar.advance();
    bar.advance();
    bar.end();
    expect(terminal.written).toEqual([
      expect.stringMatching(/^\r\S+\[={15} {15}\] 1 of 2, \d+ s left$/),
      expect.stringMatching(/^\r\S+\[={30}\] 2 of 2, 0 s left$/),
      '\r\u001b[K',
    ]);
  });

  it('writes nothing elsewhere', () => {
    const pipe = aTerminal(false);
    const bar = progressBar(pipe, 1);
    bar.advance();
    bar.end();
    expect(pipe.written).toEqual([]);
  });
});
