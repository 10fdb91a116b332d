import { type AttributeValue, BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { startEmbeddedDynamoDb } from '../../bin/local/embedded-dynamodb.ts';

/**
 * An embedded DynamoDB in a process of its own, filled with as many session records as its argument
 * says. It prints its endpoint once the records are there. One player has a tenth of the records.
 * Every other record has its own player.
 */
const records = Number(process.argv[2]);
const batchSize = 25;
const firstReceivedAtMs = Date.parse('2026-01-01T00:00:00.000Z');
const purgeAt = { N: String(Math.floor(Date.now() / 1000) + 90 * 24 * 60 * 60) };
const hex = '6fd2d6f3bb8f4c5a9fadf15d81206af2';

const { endpoint, client, createSessionRecordTable } = await startEmbeddedDynamoDb();
await createSessionRecordTable('SessionRecords');
const writer = client();
for (let from = 0; from < records; from += batchSize) {
  const batch = Array.from({ length: Math.min(batchSize, records - from) }, (_, i) =>
    toItem(from + i),
  );
  await writer.send(
    new BatchWriteItemCommand({
      RequestItems: { SessionRecords: batch.map((Item) => ({ PutRequest: { Item } })) },
    }),
  );
}
console.log(endpoint);

/**
 * Returns one record. They arrive a second apart, so the player's are spread over the whole time.
 */
function toItem(index: number): Record<string, AttributeValue> {
  const id = String(index).padStart(hex.length, '0');
  const receivedAt = new Date(firstReceivedAtMs + index * 1_000).toISOString();
  return {
    uuid: { S: id },
    sessionId: { S: id },
    userId: { S: index % 10 === 0 ? 'player' : id },
    providerId: { S: 'Luckymonaco' },
    secureLoginSha256: { S: hex.repeat(2) },
    tokenSha256: { S: hex.repeat(2) },
    fingerprint: { S: hex.repeat(2) },
    receivedAt: { S: receivedAt },
    lastReceivedAt: { S: receivedAt },
    deliveries: { N: '1' },
    sourceIp: { S: '203.0.113.7' },
    purgeAt,
  };
}
