import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { localClientSettings } from '../../../bin/local/local-server.ts';
import type { CallbackReport } from '../../../lambda/callback/callback-reporter.ts';
import { rehearseCallback, withoutNetwork } from '../../../lambda/callback/rehearse-callback.ts';
import { dynamoDbSessionRecordStore } from '../../../lambda/records/session-record-store.ts';

const rules = { requestFields: '2024-10-17', errorCodes: '2024-10-17', retentionDays: 90 } as const;

it('runs the whole chain, with a write that reaches no network', async () => {
  const client = new DynamoDBClient({
    ...localClientSettings('http://127.0.0.1:1'),
    ...withoutNetwork,
  });
  const store = dynamoDbSessionRecordStore({
    client,
    tableName: 'SessionRecords',
    writeBudgetMs: 5_000,
  });
  const reports: CallbackReport[] = [];

  await rehearseCallback({ ...rules, store, report: (report) => void reports.push(report) });

  expect(reports.map(({ outcome }) => outcome)).toEqual([{ name: 'recorded' }]);
});

it('never rejects', async () => {
  const report = () => {
    throw new Error('a defect');
  };
  const store = { write: () => Promise.reject(new Error('another')) };
  await expect(rehearseCallback({ ...rules, store, report })).resolves.toBeUndefined();
});
