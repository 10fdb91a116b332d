import { Annotations, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { CallbackEndpoint } from './callback-endpoint.ts';
import { GradualDeployment } from './gradual-deployment.ts';
import { Monitoring } from './monitoring.ts';
import { OverflowQueue } from './overflow-queue.ts';
import { SessionRecordTable } from './session-record-table.ts';
import { devStage, isOpen, type Settings } from './settings.ts';

export interface SessionExpiredStackProps extends StackProps {
  readonly stage: string;
  readonly settings: Settings;
}

/** Everything that one stage of the receiver needs, and the outputs that lead to it. */
export class SessionExpiredStack extends Stack {
  constructor(scope: Construct, id: string, { stage, settings, ...props }: SessionExpiredStackProps) {
    const isProtected = stage !== devStage;
    super(scope, id, {
      description: `Receives Lucky Monaco's Session Expired callbacks (${stage})`,
      terminationProtection: isProtected,
      ...props,
    });

    const { table } = new SessionRecordTable(this, 'SessionRecords', { isProtected });
    const overflow = new OverflowQueue(this, 'Overflow', { table, settings, stage, isProtected });
    const callback = new CallbackEndpoint(this, 'Callback', {
      table,
      overflow,
      settings,
      stage,
      isProtected,
    });

    const monitoring = new Monitoring(this, 'Monitoring', {
      stage,
      settings,
      api: callback.api,
      callbackHandler: callback.handler,
      overflow,
      table,
    });
    if (callback.alias !== undefined) {
      new GradualDeployment(this, 'GradualDeployment', {
        alias: callback.alias,
        alarms: monitoring.alarms.rollback,
      });
    }

    if (isOpen(settings)) warnOfOpenEndpoint(this, stage);

    new CfnOutput(this, 'CallbackUrl', {
      value: callback.url,
      description: 'The URL to give to Lucky Monaco',
    });
    new CfnOutput(this, 'TableName', {
      value: table.tableName,
      description: 'The table that keeps the session records',
    });
  }
}

function warnOfOpenEndpoint(stack: Stack, stage: string): void {
  Annotations.of(stack).addWarningV2(
    'session-expired:openEndpoint',
    `every IP address may call the callback API: set stages.${stage}.allowedIps before real players use it`,
  );
}
