import type { Method } from 'aws-cdk-lib/aws-apigateway';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { sessionRecordTable } from '../lambda/records/session-record-table.ts';

export interface ReaderPolicyProps {
  readonly stage: string;
  readonly table: TableV2;
  /** The query API's methods. */
  readonly methods: readonly Method[];
}

/** What a service needs to read session records, through the query API or straight from the table; to attach to its role. */
export class ReaderPolicy extends ManagedPolicy {
  constructor(scope: Construct, id: string, { stage, table, methods }: ReaderPolicyProps) {
    const indexes = Object.keys(sessionRecordTable.indexes).map((name) => `${table.tableArn}/index/${name}`);
    super(scope, id, {
      description: `Reads session records (${stage})`,
      statements: [
        new PolicyStatement({
          actions: ['execute-api:Invoke'],
          resources: methods.map(({ methodArn }) => methodArn),
        }),
        new PolicyStatement({
          actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
          resources: [table.tableArn],
        }),
        new PolicyStatement({ actions: ['dynamodb:Query'], resources: [table.tableArn, ...indexes] }),
      ],
    });
  }
}
