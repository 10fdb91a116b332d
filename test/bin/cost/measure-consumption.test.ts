import { describe, expect, it } from 'vitest';
import { customMetrics } from '../../../bin/cost/cost-report.ts';
import { measureConsumption } from '../../../bin/cost/measure-consumption.ts';
import { tableLayout } from '../../../lambda/records/table-layout.ts';
import { anEmbeddedStore } from '../../builders/receiver.ts';

describe('measureConsumption', () => {
  it('finds one unit for the table and each index, and one for a retransmission', async () => {
    const consumption = await measureConsumption((await anEmbeddedStore()).client);
    expect(consumption.new).toMatchObject({
      tableWriteUnits: 1,
      indexWriteUnits: Object.keys(tableLayout.indexes).length,
    });
    expect(consumption.retransmission).toMatchObject({
      tableWriteUnits: 1,
      indexWriteUnits: 0,
      storedBytes: 0,
    });
  });
});

describe('customMetrics', () => {
  it('counts each outcome, what goes with it, and what a replay counts', () => {
    expect(customMetrics).toBe(13);
  });
});
