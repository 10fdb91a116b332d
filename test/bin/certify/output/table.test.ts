import { describe, expect, it } from 'vitest';
import { table } from '../../../../bin/certify/output/table.ts';

const plain = (_: string, text: string) => text;

const checks = [
  {
    group: 'fields',
    check: 'userId missing',
    expected: 'error 7: userId',
    got: 'error 7',
    passed: true,
  },
  {
    group: 'fields',
    check: 'userId empty',
    expected: 'error 7: userId',
    got: 'x'.repeat(200),
    passed: false,
  },
  { group: 'latency', check: 'p99', expected: 'under 10 s', got: '8 ms', passed: true },
];

describe('table', () => {
  it('names a group once, above its checks', () => {
    expect(table(checks.slice(0, 1), 80, plain)).toBe(
      [
        '  CHECK           EXPECTED         GOT      RESULT',
        '',
        'fields',
        '  userId missing  error 7: userId  error 7  passed',
      ].join('\n'),
    );
  });

  it.each([60, 80, 120])('fits %d columns, and cuts off what does not', (width) => {
    const lines = table(checks, width, plain).split('\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBe(width);
    expect(lines.find((line) => line.includes('userId empty'))).toMatch(/x… {2}FAILED$/);
  });

  it('paints what passed and what failed', () => {
    const painted = table(checks, 80, (style, text) => `<${style}>${text}`);
    expect(painted).toMatch(/userId missing .*<green>passed\n.*userId empty .*<red>FAILED\n/);
  });
});
