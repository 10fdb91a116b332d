import { describe, expect, it } from 'vitest';
import { measureConsumption } from '../../../bin/cost/measure-consumption.ts';
import { sessionRecordTable } from '../../../lambda/records/session-record-table.ts';

describe('measureConsumption', () => {
  it('finds a unit for the table and one for each index for a new callback, and one in all for a retransmission', async () => {
    const consumption = await measureConsumption();
    expect(consumption.new).toMatchObject({
      tableWriteUnits: 1,
      indexWriteUnits: Object.keys(sessionRecordTable.indexes).length,
    });
    expect(consumption.retransmission).toMatchObject({
      tableWriteUnits: 1,
      indexWriteUnits: 0,
      storedBytes: 0,
    });
  });
});
