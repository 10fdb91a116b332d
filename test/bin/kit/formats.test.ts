import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvText, jsonText, markdownTable, tableLines } from '../../../bin/kit/formats.ts';
import { oneLine } from '../../../bin/kit/visible.ts';

/** Escapes, a bidi override, a zero-width space, a selector, a tag, half a character. */
const unwanted = ['\u001b', '\u009b', '\u202e', '\u200b', '\ufe0f', '\u{e0041}', '\ud800', '\r'];
const hostile = `a${unwanted.join('')}b`;

describe('every format', () => {
  it.each([
    ['JSON', jsonText([{ hostile }])],
    ['CSV', csvText(['hostile'], [[hostile]])],
    ['a table', tableLines([['hostile'], [hostile]]).join('\n')],
    ['a Markdown table', markdownTable(['hostile'], [[hostile]])],
    ['one line', oneLine(hostile)],
  ])('shows nothing to a terminal but visible characters: %s', (_, text) => {
    for (const character of unwanted) expect(text).not.toContain(character);
    expect(text).toMatch(/a.+b/);
  });
});

describe('jsonText', () => {
  it('loses nothing', () => {
    expect(JSON.parse(jsonText({ [hostile]: [`${hostile}\n"\\`] }))).toEqual({
      [hostile]: [`${hostile}\n"\\`],
    });
  });
});

describe('csvText', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('lets %j start no formula', (cell) => {
    const [[read = '']] = parse(csvText(['a'], [[cell]]), { from: 2 }) as [string[]];
    expect(read).not.toMatch(/^[=+\-@\t\r]/);
    expect(read.endsWith(cell.slice(1))).toBe(true);
  });

  it('keeps quotes, separators and line breaks in a cell', () => {
    expect(parse(csvText(['a', 'b'], [['a,"b"\n=1', '"=1']]))).toEqual([
      ['a', 'b'],
      ['a,"b"\n=1', '"=1'],
    ]);
  });
});

describe('tableLines', () => {
  const rows = [
    ['check', 'expected', 'got'],
    ['a', 'x'.repeat(40), 'y'.repeat(60)],
  ];

  it('aligns the columns', () => {
    expect(
      tableLines([
        ['a', 'b'],
        ['long', 'c'],
      ]),
    ).toEqual(['a     b', 'long  c']);
  });

  it.each([
    [110, 40, 60],
    [80, 40, 31],
    [50, 27, 14],
    [20, 14, 14],
  ])('cuts the columns off that may shrink, in order: %d', (width, expected, got) => {
    const [, line = ''] = tableLines(rows, { width, shrinking: [2, 1] });
    expect([/x+…?/, /y+…?/].map((cell) => cell.exec(line)?.[0].length)).toEqual([expected, got]);
  });
});
