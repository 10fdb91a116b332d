import { describe, expect, it } from 'vitest';
import { measureConsumption } from '../../../bin/cost/measure-consumption.ts';
import { tableLayout } from '../../../lambda/records/table-layout.ts';

describe('measureConsumption', () => {
  it('finds one unit for the table and each index, and one for a retransmission', async () => {
    const consumption = await measureConsumption();
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
