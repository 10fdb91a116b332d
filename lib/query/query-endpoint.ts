import { Duration, Validations } from 'aws-cdk-lib';
import {
  AuthorizationType,
  LambdaIntegration,
  type Method,
  ResponseType,
} from 'aws-cdk-lib/aws-apigateway';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { AccountPrincipal, AccountRootPrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { QueryEnvironmentVariables } from '../../lambda/query/query-lambda.ts';
import { queryRoutes } from '../../lambda/query/request.ts';
import { indexArns } from '../session-record-table.ts';
import type { Settings } from '../settings/settings.ts';
import { LeanFunction } from '../shared/lean-function.ts';
import { LoggedRestApi } from '../shared/logged-rest-api.ts';

export interface QueryEndpointProps {
  readonly table: TableV2;
  readonly settings: Settings;
  readonly stage: string;
}

/**
 * `GET /session-records` and `GET /session-records/{uuid}`: a REST API behind IAM, and the Lambda
 * that reads the table for it.
 */
export class QueryEndpoint extends Construct {
  /** The full URL of the list. The URL of a record is below it. */
  readonly url: string;
  readonly api: LoggedRestApi;
  readonly handler: LeanFunction;
  readonly methods: readonly Method[];

  constructor(scope: Construct, id: string, props: QueryEndpointProps) {
    super(scope, id);
    this.handler = this.createHandler(props);
    this.api = this.createApi(props);
    this.answerAsProblems();
    this.methods = this.addRoutes();
    this.url = this.api.urlForPath(queryRoutes.list.path);
    Validations.of(this.api.deploymentStage).acknowledge({
      id: 'AwsSolutions::AwsSolutions-APIG3',
      reason: 'IAM lets in only signed requests of the accounts in the resource policy.',
    });
  }

  private createHandler({ table, settings, stage }: QueryEndpointProps): LeanFunction {
    const environment: QueryEnvironmentVariables = { TABLE_NAME: table.tableName };
    const handler = new LeanFunction(this, 'Handler', {
      description: `Answers queries for session records (${stage})`,
      entry: 'query/handler.ts',
      environment,
      // A read ends within 3 s, and a start takes time too.
      timeout: Duration.seconds(8),
      logRetention: settings.logRetentionDays,
    });
    // The table's grants would include scans, batches, and queries of the table itself.
    handler.allow(['dynamodb:GetItem'], table.tableArn);
    handler.allow(['dynamodb:Query'], ...indexArns(table));
    return handler;
  }

  private createApi({ settings, stage }: QueryEndpointProps): LoggedRestApi {
    return new LoggedRestApi(this, 'Api', {
      purpose: 'query',
      description: `Queries for session records (${stage})`,
      stage,
      settings,
      // Everyone in these accounts may not call yet. Each account's IAM policies decide that.
      callers: {
        principals: [
          new AccountRootPrincipal(),
          ...settings.readerAccounts.map((id) => new AccountPrincipal(id)),
        ],
      },
      throttle: settings.queryThrottle,
      // The caller as IAM knows it, and the route. The path would reveal the uuid.
      accessLogFields: { route: '$context.resourcePath', caller: '$context.identity.userArn' },
    });
  }

  private addRoutes(): Method[] {
    const integration = new LambdaIntegration(this.handler, { allowTestInvoke: false });
    return Object.values(queryRoutes).map(({ method, path }) => {
      const added = this.api.root
        .resourceForPath(path)
        .addMethod(method, integration, { authorizationType: AuthorizationType.IAM });
      Validations.of(added).acknowledge({
        id: 'AwsSolutions::AwsSolutions-COG4',
        reason:
          "Its callers are the operator's services, which have IAM roles, not users of a Cognito pool.",
      });
      return added;
    });
  }

  /**
   * Gives API Gateway's own errors the shape and headers of the Lambda's errors. Only the status in
   * the body is missing.
   */
  private answerAsProblems(): void {
    const headers = { 'Content-Type': `'application/problem+json'`, 'Cache-Control': `'no-store'` };
    const template =
      '{"type":"about:blank","title":"$context.error.responseType","detail":$context.error.messageString}';
    const respond = (id: string, type: ResponseType, more: Record<string, string> = {}) =>
      this.api.addGatewayResponse(id, {
        type,
        responseHeaders: { ...headers, ...more },
        templates: { 'application/json': template },
      });
    respond('Refused', ResponseType.DEFAULT_4XX);
    respond('Throttled', ResponseType.THROTTLED, { 'Retry-After': `'1'` });
    respond('Failed', ResponseType.DEFAULT_5XX);
  }
}
