import { describe, expect, it } from 'vitest';
import { measureConsumption } from '../../../bin/cost/measure-consumption.ts';
import { tableLayout } from '../../../lambda/records/table-layout.ts';

describe('measureConsumption', () => {
  it('finds a unit for the table and one for each index for a new callback, and one in all for a retransmission', async () => {
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
