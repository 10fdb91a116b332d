import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Dashboard } from './dashboard.ts';
import type { ExpiryEvents } from './expiry-events.ts';
import type { OverflowQueue } from './overflow-queue.ts';
import { SavedQueries } from './saved-queries.ts';
import type { SessionExpiredFunction } from './session-expired-function.ts';
import type { Settings } from './settings.ts';

/** What is watched. */
export interface Monitored {
  readonly stage: string;
  readonly settings: Settings;
  readonly api: RestApi;
  readonly callbackHandler: SessionExpiredFunction;
  readonly queryApi: RestApi;
  readonly overflow: OverflowQueue;
  /** Absent where the setting `events` switched them off. */
  readonly events: ExpiryEvents | undefined;
  readonly table: TableV2;
}

/** Alarms, a dashboard and saved log queries; `docs/runbook.md` is about them. */
export class Monitoring extends Construct {
  readonly alarms: Alarms;

  constructor(scope: Construct, id: string, monitored: Monitored) {
    super(scope, id);
    this.alarms = new Alarms(this, 'Alarms', monitored);
    new Dashboard(this, 'Overview', monitored, this.alarms.all);
    new SavedQueries(this, 'Queries', [
      monitored.callbackHandler.logGroup,
      monitored.overflow.replay.logGroup,
    ]);
  }
}
