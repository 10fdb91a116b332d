import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { visibleProgress } from '../../../../bin/certify/output/progress.ts';

const finding = { check: '', expected: '', got: '', passed: true };

function follow(isTTY: boolean): string {
  let written = '';
  const output = {
    isTTY,
    write: (text: string) => {
      written += text;
    },
  };
  const progress = visibleProgress(output, (mark) => `as ${mark}`);
  progress.announce('certify-1');
  progress.start('fields', 5, 15);
  progress.finish('fields', [finding, { ...finding, passed: false }]);
  return written;
}

describe('visibleProgress', () => {
  it('writes a line for each group where nobody watches', () => {
    expect(follow(false)).toBe('as certify-1\n\nfields: 1 of 2 passed\n');
  });

  it('writes over one line on a terminal, and leaves nothing of it', () => {
    const written = follow(true);
    expect(stripVTControlCharacters(written)).toBe('as certify-1\n\n\r[5/15] fields …\r');
    expect(written.endsWith('\r\u001b[K')).toBe(true);
  });
});
