import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

const client = new DynamoDBClient({});

const firstWritten = [
  'sessionId',
  'userId',
  'providerId',
  'secureLoginSha256',
  'tokenSha256',
  'fingerprint',
  'receivedAt',
  'sourceIp',
  'purgeAt',
]
  .map((name) => `${name} = if_not_exists(${name}, :${name})`)
  .join(', ');

/**
 * Records a callback with the least code: the SDK and one UpdateItem with the receiver's
 * expression. It checks nothing.
 */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const body = JSON.parse(event.body ?? '');
  const { requestId, requestTimeEpoch, identity } = event.requestContext;
  const receivedAt = new Date(requestTimeEpoch).toISOString();
  await client.send(
    new UpdateItemCommand({
      TableName: process.env['TABLE_NAME'],
      Key: { uuid: { S: body.uuid } },
      ConditionExpression:
        'attribute_not_exists(#uuid) OR fingerprint = :fingerprint AND size(requestIds) < :most',
      ExpressionAttributeNames: { '#uuid': 'uuid' },
      UpdateExpression: `SET lastReceivedAt = :lastReceivedAt, ${firstWritten} ADD requestIds :requestIds`,
      ExpressionAttributeValues: {
        ':lastReceivedAt': { S: receivedAt },
        ':requestIds': { SS: [requestId] },
        ':most': { N: '64' },
        ':sessionId': { S: body.sessionId },
        ':userId': { S: body.userId },
        ':providerId': { S: body.providerId },
        ':secureLoginSha256': { S: body.secureLogin },
        ':tokenSha256': { S: body.token },
        ':fingerprint': { S: body.uuid },
        ':receivedAt': { S: receivedAt },
        ':sourceIp': { S: identity.sourceIp },
        ':purgeAt': { N: String(Math.floor(requestTimeEpoch / 1000) + 90 * 24 * 60 * 60) },
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    }),
  );
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ error: 0, description: 'Success' }),
  };
}
