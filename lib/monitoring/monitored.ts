import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { ExpiryEvents } from '../events/expiry-events.ts';
import type { Overflow } from '../overflow.ts';
import type { Settings } from '../settings/settings.ts';
import type { LeanFunction } from '../shared/lean-function.ts';
import type { LoggedRestApi } from '../shared/logged-rest-api.ts';

/** The parts of the stack that are monitored. */
export interface Monitored {
  readonly stage: string;
  readonly settings: Settings;
  readonly api: LoggedRestApi;
  readonly callbackHandler: LeanFunction;
  readonly queryApi: LoggedRestApi;
  readonly queryHandler: LeanFunction;
  readonly overflow: Overflow;
  /** Absent if the setting `events` is off. */
  readonly events: ExpiryEvents | undefined;
  readonly table: TableV2;
}
