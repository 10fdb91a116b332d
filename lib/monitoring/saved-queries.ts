import { Stack } from 'aws-cdk-lib';
import { type ILogGroup, QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { OutcomeName } from '../../lambda/callback/outcome.ts';
import type { MonitoredResources } from './monitored-resources.ts';

type Queries = Readonly<Record<string, QueryString>>;

/** A query for the latest lines that match a filter. */
const latest = (filter: string, fields: readonly string[], limit = 200) =>
  new QueryString({
    fields: ['@timestamp', ...fields],
    filterStatements: [filter],
    sort: '@timestamp desc',
    limit,
  });

/** A filter for the callbacks with one of these outcomes. */
const withOutcome = (...names: OutcomeName[]) =>
  `message = "callback" and outcome in ${JSON.stringify(names).replaceAll(',', ', ')}`;

/** Queries of the callback Lambda's log, by their names in Logs Insights. */
const callbackQueries: Queries = {
  'latest-callbacks': latest(
    'message = "callback"',
    ['outcome', 'uuid', 'sessionId', 'duration', 'requestId'],
    50,
  ),
  // The time span is chosen next to the query, in the console.
  'outcomes-of-a-day': new QueryString({
    filterStatements: ['message = "callback"'],
    statsStatements: ['count(*) as callbacks by outcome'],
    sort: 'callbacks desc',
  }),
  'callbacks-of-a-session': latest(
    'message = "callback" and sessionId = "write the session id here"',
    ['outcome', 'uuid', 'requestId', 'duration', 'problems.0'],
  ),
  'callbacks-by-outcome': new QueryString({
    filterStatements: ['message = "callback"'],
    statsStatements: ['count(*) as callbacks by outcome, bin(5m)'],
  }),
  'callbacks-that-failed': latest(withOutcome('unavailable', 'failed', 'queued'), [
    'outcome',
    'uuid',
    'sessionId',
    'requestId',
    'duration',
    'cause.name',
    'cause.code',
  ]),
  'callbacks-refused': latest(withOutcome('malformed', 'unauthenticated', 'conflict'), [
    'outcome',
    'problems.0',
    'uuid',
    'requestId',
  ]),
  'unknown-fields': latest('message = "callback" and ispresent(unknownFieldNames.0)', [
    'unknownFieldNames.0',
    'unknownFieldNames.1',
    'unknownFieldNames.2',
    'requestId',
  ]),
  'slowest-callbacks': new QueryString({
    fields: ['@timestamp', 'duration', 'outcome', 'uuid', 'requestId'],
    filterStatements: ['message = "callback"'],
    sort: 'duration desc',
    limit: 50,
  }),
};

const replayQueries: Queries = {
  replays: latest('message = "replay"', ['outcome', 'messageId', 'cause.name', 'cause.code']),
};

const queryQueries: Queries = {
  queries: latest('message = "query"', [
    'outcome',
    'route',
    'durationMs',
    'records',
    'problems.0',
    'cause.name',
    'requestId',
  ]),
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
  'server-errors': latest('status like /^5/', [
    '@log',
    'status',
    'errorType',
    'integrationStatus',
    'responseLatency',
    'requestId',
  ]),
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
