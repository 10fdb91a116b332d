import { Stack } from 'aws-cdk-lib';
import { type ILogGroup, QueryDefinition, QueryString } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** What is asked of the logs when an alarm goes off, by the name under which Logs Insights offers it. */
const queries: Readonly<Record<string, QueryString>> = {
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
    filterStatements: ['message = "callback" and outcome in ["malformed", "unauthenticated", "conflict"]'],
    sort: '@timestamp desc',
    limit: 200,
  }),
  'unknown-fields': new QueryString({
    fields: ['@timestamp', 'unknownFieldNames.0', 'unknownFieldNames.1', 'unknownFieldNames.2', 'requestId'],
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
  replays: new QueryString({
    fields: ['@timestamp', 'outcome', 'messageId', 'cause.name', 'cause.code'],
    filterStatements: ['message = "replay"'],
    sort: '@timestamp desc',
    limit: 200,
  }),
};

/** Saves the queries of the runbook in Logs Insights, in a folder named after the stack. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, logGroups: readonly ILogGroup[]) {
    super(scope, id);
    for (const [name, queryString] of Object.entries(queries)) {
      new QueryDefinition(this, name, {
        queryDefinitionName: `${Stack.of(this).stackName}/${name}`,
        queryString,
        logGroups: [...logGroups],
      });
    }
  }
}
