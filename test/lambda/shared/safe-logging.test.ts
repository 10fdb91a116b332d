import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../lambda/shared/safe-logging.ts';

describe('describeError', () => {
  it('shows where an error was thrown', () => {
    const { name, frames = [] } = describeError(new TypeError('whatever'));
    expect(name).toBe('TypeError');
    expect(frames[0]).toMatch(/safe-logging\.test\.ts:\d+:\d+/);
  });

  it.each(['/a folder/x.ts', '/copy (1)/[2]/x.ts', 'file:///a%20folder/x.ts'])(
    'says so below %s',
    (file) => {
      const frames = [`at ${file}:1:2`, `at async Thing.does [as name] (${file}:3:4)`];
      const stack = ['Error: whatever', ...frames.map((frame) => `    ${frame}`)].join('\n');
      expect(describeError(Object.assign(new Error('whatever'), { stack }))).toMatchObject({
        frames,
      });
    },
  );

  it('shows the cause, or each of several causes', () => {
    const cause = new AggregateError([new TypeError(), new RangeError()]);
    expect(describeError(new Error('', { cause }))).toMatchObject({
      causes: [{ name: 'AggregateError', causes: [{ name: 'TypeError' }, { name: 'RangeError' }] }],
    });
  });

  it('never shows the message, even if it looks like a stack', () => {
    const line = fc.constantFrom(
      's3cret',
      '    at s3cret',
      '    at s3cret (/s3cret:1:1)',
      'Error: s3cret',
      '',
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const message = lines.join('\n');
        expect(
          JSON.stringify(describeError(new Error(message, { cause: new Error(message) }))),
        ).not.toContain('s3cret');
      }),
    );
  });
});
