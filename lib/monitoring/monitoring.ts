import { Construct } from 'constructs';
import { Alarms } from './alarms.ts';
import { Dashboard } from './dashboard.ts';
import type { MonitoredResources } from './monitored-resources.ts';
import { SavedQueries } from './saved-queries.ts';

/** Alarms, a dashboard and saved log queries. `docs/runbook.md` describes them. */
export class Monitoring extends Construct {
  readonly alarms: Alarms;

  constructor(scope: Construct, id: string, monitored: MonitoredResources) {
    super(scope, id);
    this.alarms = new Alarms(this, 'Alarms', monitored);
    new Dashboard(this, 'Overview', monitored, this.alarms.all);
    new SavedQueries(this, 'Queries', monitored);
  }
}
