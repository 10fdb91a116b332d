import type { SessionRecordDetails } from '../../../lib/client/session-record.ts';
import type { Exchange, Fields } from '../run.ts';
import type { TestCallback } from '../sending/callback-maker.ts';

/** The records that a run must leave. */
export interface Ledger {
  /** An entry for each uuid that was accepted. */
  readonly entries: readonly Entry[];
  /** The callbacks that must leave no record. */
  readonly refused: readonly Fields[];
}

/** The callback of one uuid with its deliveries. */
export interface Entry {
  /** The callback as first sent. Fields that it lacked are missing here too. */
  readonly callback: Partial<TestCallback> & Pick<TestCallback, 'uuid'>;
  /** Deliveries that were answered as accepted. */
  readonly accepted: number;
  readonly sent: number;
  /** Whether another callback with other content had the same uuid. */
  readonly isContested: boolean;
}

/** An accepted callback with its record. */
export interface Recorded extends Entry {
  readonly record: SessionRecordDetails;
}

/** Returns the records that must be there, given the requests and their answers. */
export function ledger(exchanges: readonly Exchange[]): Ledger {
  const byUuid = Object.groupBy(
    exchanges,
    ({ callback }) => JSON.stringify(callback['uuid']) ?? '',
  );
  const groups = Object.values(byUuid).filter((group) => group !== undefined);
  const isValid = (group: readonly Exchange[]) => group.some(({ expected }) => expected.isRecorded);
  return {
    entries: groups
      .filter(isValid)
      .map(toEntry)
      .filter(({ accepted }) => accepted > 0),
    refused: groups
      .filter((group) => !isValid(group))
      .flatMap((group) => group.map(({ callback }) => callback)),
  };
}

function toEntry(group: readonly Exchange[]): Entry {
  const deliveries = group.filter(({ expected }) => expected.isRecorded);
  return {
    callback: deliveries[0]?.callback as Entry['callback'],
    accepted: deliveries.filter(({ expected, reply }) => expected.isMet(reply)).length,
    sent: deliveries.length,
    isContested: deliveries.length < group.length,
  };
}

/** Returns whether the record counts every accepted delivery and none that was never sent. */
export function isCounted({ accepted, sent, record }: Recorded): boolean {
  return record.deliveries >= accepted && record.deliveries <= sent;
}
