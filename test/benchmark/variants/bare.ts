import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const client = new DynamoDBClient({});

/** The least that records a callback: the SDK, one UpdateItem with the expression that the receiver sends, and no check of anything. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const body = JSON.parse(event.body ?? '');
  const { requestTimeEpoch, identity } = event.requestContext;
  const receivedAt = new Date(requestTimeEpoch).toISOString();
  await client.send(
    new UpdateItemCommand({
      TableName: process.env['TABLE_NAME'],
      Key: { uuid: { S: body.uuid } },
      ConditionExpression: 'attribute_not_exists(fingerprint) OR fingerprint = :fingerprint',
      UpdateExpression: `SET lastReceivedAt = :lastReceivedAt, sessionId = :sessionId, userId = :userId, \
providerId = :providerId, secureLogin = :secureLogin, tokenSha256 = :tokenSha256, fingerprint = :fingerprint, \
receivedAt = if_not_exists(receivedAt, :receivedAt), sourceIp = if_not_exists(sourceIp, :sourceIp), \
purgeAt = if_not_exists(purgeAt, :purgeAt) ADD deliveries :one`,
      ExpressionAttributeValues: {
        ':lastReceivedAt': { S: receivedAt },
        ':one': { N: '1' },
        ':sessionId': { S: body.sessionId },
        ':userId': { S: body.userId },
        ':providerId': { S: body.providerId },
        ':secureLogin': { S: body.secureLogin },
        ':tokenSha256': { S: body.token },
        ':fingerprint': { S: body.uuid },
        ':receivedAt': { S: receivedAt },
        ':sourceIp': { S: identity.sourceIp },
        ':purgeAt': { N: String(Math.floor(requestTimeEpoch / 1000) + 90 * 24 * 60 * 60) },
      },
      ReturnValues: 'ALL_OLD',
    }),
  );
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ error: 0, description: 'Success' }),
  };
}
