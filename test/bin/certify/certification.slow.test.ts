import { describe, expect, it } from 'vitest';
import { tableName } from '../../../bin/local/embedded-dynamodb.ts';
import { dynamoDbSessionRecordReader } from '../../../lambda/records/session-record-reader.ts';
import { certifyAt, largeGroups } from '../../builders/certification.ts';
import { anEndpoint } from '../../builders/endpoint.ts';
import { aQueryApi } from '../../builders/query-api.ts';
import { anEmbeddedStore } from '../../builders/receiver.ts';

describe('certify', () => {
  it('passes an endpoint that keeps the contract and whose records are right', async () => {
    const { client, store } = await anEmbeddedStore();
    const { url } = await anEndpoint({}, { store });
    const reader = dynamoDbSessionRecordReader({ client, tableName, readBudgetMs: 20_000 });
    const queryUrl = await aQueryApi({ reader });

    const { failures, verdict, notRun, checks } = await certifyAt(url, {
      queryUrl,
      including: largeGroups,
    });

    expect(failures).toEqual([]);
    expect(verdict.kind).toBe('certified');
    expect(notRun).toEqual([]);
    expect(checks).toHaveLength(97);
  });
});
