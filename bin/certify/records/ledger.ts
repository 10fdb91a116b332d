import type { SessionRecordDetails } from '../../../lib/client/session-record.ts';
import type { Exchange, Fields } from '../bench.ts';
import type { TestCallback } from '../callback-maker.ts';
import type { Finding } from '../group.ts';

/** What the records must show after a run. */
export interface Ledger {
  /** An entry for each uuid that was accepted. */
  readonly entries: readonly Entry[];
  /** The callbacks of which nothing may be left. */
  readonly refused: readonly Fields[];
}

export interface Entry {
  /** The callback as it was first sent, without the fields that it lacked. */
  readonly callback: Partial<TestCallback> & Pick<TestCallback, 'uuid'>;
  /** How many of its deliveries were answered as accepted. */
  readonly accepted: number;
  readonly sent: number;
  /** Whether other content was sent under its uuid. */
  readonly isContested: boolean;
}

/** An accepted callback with the record that was made of it. */
export interface Recorded extends Entry {
  readonly record: SessionRecordDetails;
}

/** Returns what must be in the records, by what was sent and what was answered. */
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

/** Whether the record counts each delivery answered as accepted, and none that was never sent. */
export function isCounted({ accepted, sent, record }: Recorded): boolean {
  return record.deliveries >= accepted && record.deliveries <= sent;
}

/**
 * Returns the finding of a look at the records. `rightOrFlaw` is true where they are right.
 * Otherwise it says what is wrong with them.
 */
export function ledgerFinding(
  check: string,
  expected: string,
  got: string,
  rightOrFlaw: true | string,
): Finding {
  const passed = rightOrFlaw === true;
  const provider = `sees nothing of it and does nothing: the records that other services rely on ${rightOrFlaw}`;
  return { check, expected, got, passed, provider: passed ? undefined : provider };
}
