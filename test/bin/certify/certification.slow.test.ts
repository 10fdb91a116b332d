import { describe, expect, it } from 'vitest';
import { certifyAt } from '../../builders/certification.ts';
import { anEndpoint } from '../../builders/endpoint.ts';
import { aQueryApi } from '../../builders/query-api.ts';

describe('certify', () => {
  it('passes an endpoint that keeps the contract', async () => {
    const { url } = await anEndpoint();
    const { failures, verdict, notRun } = await certifyAt(url);
    expect(failures).toEqual([]);
    expect(verdict.kind).toBe('certified');
    expect(notRun).toEqual([]);
  });

  it('passes an endpoint whose records are right', async () => {
    const { url, receiver } = await anEndpoint();
    const { failures, checks } = await certifyAt(url, { queryUrl: await aQueryApi(receiver) });
    expect(failures).toEqual([]);
    expect(checks.filter(({ group }) => group === 'records')).toHaveLength(9);
  });
});
