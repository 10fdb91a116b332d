import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { withinBudget } from '../parts/within-budget.ts';

export interface WarmUpTableProps {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  /** Milliseconds that it may take. */
  readonly budgetMs: number;
}

/** A key that no callback can have, since its uuid may not hold control characters. */
const impossibleUuid = '\u0000warm-up';

/** Opens the connection and resolves the credentials by one cheap read, so that the first call pays for neither. Never rejects. */
export async function warmUpTable({
  client,
  tableName,
  budgetMs,
}: WarmUpTableProps): Promise<void> {
  const read = new GetItemCommand({ TableName: tableName, Key: { uuid: { S: impossibleUuid } } });
  // A failure here says nothing about the call to come, which has its own answer to it.
  await withinBudget(budgetMs, (abortSignal) => client.send(read, { abortSignal })).catch(() => {});
}
