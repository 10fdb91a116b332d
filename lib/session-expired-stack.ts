import { CfnOutput, RemovalPolicies, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnGlobalTable } from 'aws-cdk-lib/aws-dynamodb';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AccountLogRole } from './account-log-role.ts';
import { CallbackEndpoint } from './callback/callback-endpoint.ts';
import { GradualDeployment } from './callback/gradual-deployment.ts';
import { Discovery } from './discovery.ts';
import { ExpiryEvents } from './events/expiry-events.ts';
import { Monitoring } from './monitoring/monitoring.ts';
import { Overflow } from './overflow.ts';
import { QueryEndpoint } from './query/query-endpoint.ts';
import { ReaderPolicy } from './query/reader-policy.ts';
import { SessionRecordTable } from './session-record-table.ts';
import { devStage, type Settings } from './settings/settings.ts';
import { warnAtSynth } from './settings/synth-warnings.ts';

export interface SessionExpiredStackProps extends StackProps {
  readonly stage: string;
  readonly settings: Settings;
  /**
   * Whether a new version takes all callbacks at once and no alarm rolls it back. Use it to deploy
   * the fix when the alarms are on.
   * @default false
   */
  readonly isUrgent?: boolean;
}

/** All resources of one stage of the receiver, and the outputs that lead to them. */
export class SessionExpiredStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { stage, settings, isUrgent, ...props }: SessionExpiredStackProps,
  ) {
    const isProtected = stage !== devStage;
    super(scope, id, {
      description: `Receives Lucky Monaco's Session Expired callbacks (${stage})`,
      terminationProtection: settings.terminationProtection,
      ...props,
    });

    const { table } = new SessionRecordTable(this, 'SessionRecords', {
      isProtected,
      hasStream: settings.events,
    });
    const overflow = new Overflow(this, 'Overflow', { table, settings, stage });
    const callback = new CallbackEndpoint(this, 'Callback', {
      table,
      overflow,
      settings,
      stage,
      isGradual: isProtected,
    });
    const query = new QueryEndpoint(this, 'Query', { table, settings, stage });
    if (settings.cloudWatchRole) {
      const logRole = new AccountLogRole(this, 'LogRole', { settings, stage });
      logRole.mustPrecede(callback.api);
      logRole.mustPrecede(query.api);
    }
    const readerPolicy = new ReaderPolicy(this, 'ReaderPolicy', {
      stage,
      table,
      methods: query.methods,
    });
    const events = settings.events
      ? new ExpiryEvents(this, 'Events', { table, archiveDays: settings.eventArchiveDays })
      : undefined;
    // IAM takes some seconds to publish the pipe's role. The API's stage is among the last
    // resources to be created, so the pipe waits for it.
    events?.pipe.node.addDependency(callback.api.deploymentStage);
    new Discovery(this, 'Discovery', {
      stage,
      values: {
        'query-url': query.url,
        'table-name': table.tableName,
        'reader-policy-arn': readerPolicy.managedPolicyArn,
        ...(events !== undefined && { 'event-bus-name': events.busName }),
      },
    });

    const monitoring = new Monitoring(this, 'Monitoring', {
      stage,
      settings,
      api: callback.api,
      callbackHandler: callback.handler,
      queryApi: query.api,
      queryHandler: query.handler,
      overflow,
      events,
      table,
    });
    if (callback.alias !== undefined) {
      new GradualDeployment(this, 'GradualDeployment', {
        alias: callback.alias,
        alarms: monitoring.alarms.rollback,
        isUrgent,
      });
    }

    this.settleRemoval(isProtected);
    warnAtSynth(this, stage, settings);

    this.publish({
      CallbackUrl: [callback.url, 'The URL to give to Lucky Monaco'],
      TableName: [table.tableName, 'The table that keeps the session records'],
      QueryUrl: [query.url, 'The URL of the session records, for callers with IAM credentials'],
      ReaderPolicyArn: [
        readerPolicy.managedPolicyArn,
        'The policy to attach to what reads session records',
      ],
      ...(events !== undefined && {
        EventBusName: [events.busName, 'The bus with an event for each new session record'],
      }),
    });
  }

  /**
   * Sets what is removed with the stack. Records, messages and logs survive the deletion of a
   * protected stack. Any other stack takes them with it. If a creation is rolled back, queues and
   * logs are removed even from a protected stack, but never a table.
   */
  private settleRemoval(isProtected: boolean): void {
    const policies = RemovalPolicies.of(this);
    const table = { applyToResourceTypes: [CfnGlobalTable.CFN_RESOURCE_TYPE_NAME] };
    const traces = {
      applyToResourceTypes: [CfnQueue, CfnLogGroup].map((type) => type.CFN_RESOURCE_TYPE_NAME),
    };
    if (isProtected) {
      policies.retain(table);
      policies.retainOnUpdateOrDelete(traces);
    } else {
      policies.destroy(table);
      policies.destroy(traces);
    }
  }

  private publish(outputs: Record<string, [value: string, description: string]>): void {
    for (const [name, [value, description]] of Object.entries(outputs))
      new CfnOutput(this, name, { value, description });
  }
}
