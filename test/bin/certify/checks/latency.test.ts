import { describe, expect, it } from 'vitest';
import { latency } from '../../../../bin/certify/checks/latency.ts';
import type { Reply } from '../../../../bin/certify/sending/reply.ts';
import { aRun } from '../../../builders/certification.ts';

const run = aRun({ timeLimitMs: 3_000 });

const judge = (replies: readonly Reply[]) =>
  latency.judge(
    replies.map((reply) => ({ check: 'all', expected: run.expect.accepted, callback: {}, reply })),
    run,
  );

const answeredIn = (durationMs: number): Reply => ({
  kind: 'answered',
  status: 200,
  contentType: 'application/json',
  headers: '',
  body: '{"error":0,"description":"Success"}',
  durationMs,
});

const tooSlow: Reply = { kind: 'unanswered', reason: 'too-slow', detail: 'no answer within 3 s' };

describe('latency', () => {
  it('tells the percentiles by the nearest rank', () => {
    const findings = judge(Array.from({ length: 100 }, (_, i) => answeredIn(100 - i)));
    expect(findings.map(({ check, got, passed }) => [check, got, passed])).toEqual([
      ['all', '100 × error 0, "Success"', true],
      ['p50', '50 ms', true],
      ['p99', '99 ms', true],
      ['the slowest', '100 ms', true],
    ]);
  });

  it('fails p99 and the slowest if two of a hundred callbacks get no answer in time', () => {
    const findings = judge([...Array(98).fill(answeredIn(5)), tooSlow, tooSlow]);
    const failures = findings.filter(({ passed }) => !passed);
    expect(failures.map(({ check, got }) => [check, got])).toEqual([
      ['all', '98 × error 0, "Success"; 2 × no answer within 3 s'],
      ['p99', 'no answer'],
      ['the slowest', 'no answer'],
    ]);
  });
});
