import { Stack } from 'aws-cdk-lib';
import { type ILogGroup, QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { MonitoredResources } from './monitored-resources.ts';

type Queries = Readonly<Record<string, QueryString>>;

/** Queries of the callback Lambda's log, by their names in Logs Insights. */
const callbackQueries: Queries = {
  'latest-callbacks': new QueryString({
    fields: ['@timestamp', 'outcome', 'uuid', 'sessionId', 'duration', 'requestId'],
    filterStatements: ['message = "callback"'],
    sort: '@timestamp desc',
    limit: 50,
  }),
  // The time span is chosen next to the query, in the console.
  'outcomes-of-a-day': new QueryString({
    filterStatements: ['message = "callback"'],
    statsStatements: ['count(*) as callbacks by outcome'],
    sort: 'callbacks desc',
  }),
  'callbacks-of-a-session': new QueryString({
    fields: ['@timestamp', 'outcome', 'uuid', 'requestId', 'duration', 'problems.0'],
    filterStatements: ['message = "callback" and sessionId = "write the session id here"'],
    sort: '@timestamp desc',
    limit: 200,
  }),
  'callbacks-by-outcome': new QueryString({
    filterStatements: ['message = "callback"'],
    statsStatements: ['count(*) as callbacks by outcome, bin(5m)'],
  }),
  'callbacks-that-failed': new QueryString({
    fields: [
      '@timestamp',
      'outcome',
      'uuid',
      'sessionId',
      'requestId',
      'duration',
      'cause.name',
      'cause.code',
    ],
    filterStatements: ['message = "callback" and outcome in ["unavailable", "failed", "queued"]'],
    sort: '@timestamp desc',
    limit: 200,
  }),
  'callbacks-refused': new QueryString({
    fields: ['@timestamp', 'outcome', 'problems.0', 'uuid', 'requestId'],
    filterStatements: [
      'message = "callback" and outcome in ["malformed", "unauthenticated", "conflict"]',
    ],
    sort: '@timestamp desc',
    limit: 200,
  }),
  'unknown-fields': new QueryString({
    fields: [
      '@timestamp',
      'unknownFieldNames.0',
      'unknownFieldNames.1',
      'unknownFieldNames.2',
      'requestId',
    ],
    filterStatements: ['message = "callback" and ispresent(unknownFieldNames.0)'],
    sort: '@timestamp desc',
    limit: 200,
  }),
  'slowest-callbacks': new QueryString({
    fields: ['@timestamp', 'duration', 'outcome', 'uuid', 'requestId'],
    filterStatements: ['message = "callback"'],
    sort: 'duration desc',
    limit: 50,
  }),
};

const replayQueries: Queries = {
  replays: new QueryString({
    fields: ['@timestamp', 'outcome', 'messageId', 'cause.name', 'cause.code'],
    filterStatements: ['message = "replay"'],
    sort: '@timestamp desc',
    limit: 200,
  }),
};

const queryQueries: Queries = {
  queries: new QueryString({
    fields: [
      '@timestamp',
      'outcome',
      'route',
      'durationMs',
      'records',
      'problems.0',
      'cause.name',
      'requestId',
    ],
    filterStatements: ['message = "query"'],
    sort: '@timestamp desc',
    limit: 200,
  }),
};

/** Queries of the callback API's access log. */
const callbackAccessQueries: Queries = {
  'requests-denied-by-address': new QueryString({
    filterStatements: ['errorType = "ACCESS_DENIED"'],
    statsStatements: ['count(*) as requests, max(@timestamp) as latest by sourceIp'],
    sort: 'requests desc',
    limit: 200,
  }),
};

/** Queries of both APIs' access logs. */
const accessQueries: Queries = {
  'server-errors': new QueryString({
    fields: [
      '@timestamp',
      '@log',
      'status',
      'errorType',
      'integrationStatus',
      'responseLatency',
      'requestId',
    ],
    filterStatements: ['status like /^5/'],
    sort: '@timestamp desc',
    limit: 200,
  }),
};

/** Saves the runbook's queries in Logs Insights, in a folder named after the stack. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, monitored: MonitoredResources) {
    super(scope, id);
    const { api, callbackHandler, queryApi, queryHandler, overflow } = monitored;
    this.save(callbackQueries, callbackHandler.logGroup);
    this.save(replayQueries, overflow.replay.logGroup);
    this.save(queryQueries, queryHandler.logGroup);
    this.save(callbackAccessQueries, api.accessLog);
    this.save(accessQueries, api.accessLog, queryApi.accessLog);
  }

  private save(queries: Queries, ...logGroups: ILogGroup[]): void {
    for (const [name, queryString] of Object.entries(queries)) {
      new QueryDefinition(this, name, {
        queryDefinitionName: `${Stack.of(this).stackName}/${name}`,
        queryString,
        logGroups,
      });
    }
  }
}
