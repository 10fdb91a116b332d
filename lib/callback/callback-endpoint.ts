import { Duration, Validations } from 'aws-cdk-lib';
import { LambdaIntegration } from 'aws-cdk-lib/aws-apigateway';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Alias, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { callbackRoute, callbackRoutes } from '../../lambda/callback/callback.ts';
import type { Overflow } from '../overflow.ts';
import type { Settings } from '../settings/settings.ts';
import { LeanFunction } from '../shared/lean-function.ts';
import type { LoggedRestApi } from '../shared/logged-rest-api.ts';
import { CallbackApi } from './callback-api.ts';
import { callbackEnvironment } from './callback-environment.ts';

export interface CallbackEndpointProps {
  readonly table: TableV2;
  readonly overflow: Overflow;
  readonly settings: Settings;
  readonly stage: string;
  /** Whether a new version takes over gradually, through an alias. */
  readonly isGradual: boolean;
}

/** `POST /V4/SessionExpired`: a REST API with only this route, and the Lambda that answers it. */
export class CallbackEndpoint extends Construct {
  /** The full URL to give to the provider. */
  readonly url: string;
  readonly api: LoggedRestApi;
  readonly handler: LeanFunction;
  /** The alias that the API invokes if a new version takes over gradually. */
  readonly alias: Alias | undefined;

  constructor(scope: Construct, id: string, props: CallbackEndpointProps) {
    super(scope, id);
    const { settings, stage, isGradual } = props;
    this.handler = this.createHandler(props);
    this.alias = isGradual
      ? new Alias(this, 'Live', { aliasName: 'live', version: this.handler.currentVersion })
      : undefined;
    const { api, url } = new CallbackApi(this, 'Api', { settings, stage });
    this.api = api;
    this.url = url + callbackRoute.path;
    this.addRoutes(this.alias ?? this.handler);
  }

  private createHandler(props: CallbackEndpointProps): LeanFunction {
    const { table, overflow, settings, stage } = props;
    const { tableName } = table;
    const overflowQueueUrl = overflow.queue.queueUrl;
    const handler = new LeanFunction(this, 'Handler', {
      description: `Records Lucky Monaco's Session Expired callbacks (${stage})`,
      entry: 'callback/handler.ts',
      lazyModules: { '#sqs-overflow-queue': 'overflow/sqs-overflow-queue.ts' },
      environment: { ...callbackEnvironment({ settings, stage, tableName, overflowQueueUrl }) },
      // The Lambda always answers within 5 s. The provider gives up after 10 s.
      timeout: Duration.seconds(8),
      logRetention: settings.logRetentionDays,
    });
    // A grant by the table would include its indexes. GetItem is for the warm-up.
    handler.allow(['dynamodb:UpdateItem', 'dynamodb:GetItem'], table.tableArn);
    overflow.grantPut(handler);
    return handler;
  }

  private addRoutes(target: IFunction): void {
    const integration = new LambdaIntegration(target, { allowTestInvoke: false });
    const reason =
      'The provider sends secureLogin and providerId and signs nothing; allowedIps or mutual TLS is in front of them.';
    for (const { method, path } of callbackRoutes) {
      Validations.of(
        this.api.root.resourceForPath(path).addMethod(method, integration),
      ).acknowledge(
        { id: 'AwsSolutions::AwsSolutions-APIG4', reason },
        { id: 'AwsSolutions::AwsSolutions-COG4', reason },
      );
    }
  }
}
