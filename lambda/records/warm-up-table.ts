import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { withinBudget } from '../shared/within-budget.ts';

export interface WarmUpTableProps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Milliseconds that the warm-up may take. */
  readonly budgetMs: number;
}

/** A key that no callback can have, since a uuid may not hold control characters. */
const impossibleUuid = '\u0000warm-up';

/**
 * Opens the connection and resolves the credentials with one cheap read, so that the first call
 * need not. Never rejects.
 */
export async function warmUpTable({
  client,
  tableName,
  budgetMs,
}: WarmUpTableProps): Promise<void> {
  const read = new GetItemCommand({ TableName: tableName, Key: { uuid: { S: impossibleUuid } } });
  // A failed warm-up does not mean that the next call will fail. That call handles its own errors.
  await withinBudget(budgetMs, (abortSignal) => client.send(read, { abortSignal })).catch(() => {});
}
