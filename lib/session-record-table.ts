import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { tableLayout } from '../lambda/records/table-layout.ts';

export interface SessionRecordTableProps {
  /** Whether the table refuses to be deleted. */
  readonly isProtected: boolean;
  /** Whether the table has a stream of its changes. */
  readonly hasStream: boolean;
}

/** The table that keeps the session records, one for each uuid. */
export class SessionRecordTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, { isProtected, hasStream }: SessionRecordTableProps) {
    super(scope, id);
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    this.table = new TableV2(this, 'Table', {
      partitionKey: text(tableLayout.partitionKey),
      timeToLiveAttribute: tableLayout.timeToLiveAttribute,
      dynamoStream: hasStream ? StreamViewType.NEW_IMAGE : undefined,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.dynamoOwnedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: isProtected,
      globalSecondaryIndexes: Object.entries(tableLayout.indexes).map(([indexName, index]) => ({
        indexName,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...index.nonKeyAttributes],
      })),
    });
  }
}

/**
 * Returns the ARNs of the table's own indexes, by name. An index that was added by hand is left
 * out.
 */
export const indexArns = ({ tableArn }: TableV2): string[] =>
  Object.keys(tableLayout.indexes).map((name) => `${tableArn}/index/${name}`);
