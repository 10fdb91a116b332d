import { createHash } from 'node:crypto';
import { IdempotencyConfig, IdempotencyValidationError } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import { ParseError } from '@aws-lambda-powertools/parser';
import { JSONStringified } from '@aws-lambda-powertools/parser/helpers';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { APIGatewayProxyEventSchema } from '@aws-lambda-powertools/parser/schemas/api-gateway';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { z } from 'zod';

const serviceName = 'session-expired';
const logger = new Logger({ serviceName });
const tracer = new Tracer({ serviceName });
const metrics = new Metrics({ namespace: 'SessionExpired', serviceName });

const client = tracer.captureAWSv3Client(new DynamoDBClient({}));
const documents = DynamoDBDocumentClient.from(client, {
  marshallOptions: { removeUndefinedValues: true },
});

const text = z.string().min(1).max(256);
const eventSchema = APIGatewayProxyEventSchema.extend({
  body: JSONStringified(
    z.object({
      secureLogin: text,
      providerId: text,
      sessionId: text,
      userId: text,
      token: z.string().min(1).max(4096),
      uuid: text,
    }),
  ),
});
type CallbackEvent = z.infer<typeof eventSchema>;

const persistenceStore = new DynamoDBPersistenceLayer({
  tableName: process.env['IDEMPOTENCY_TABLE_NAME'] ?? '',
  awsSdkV3Client: client,
});
const config = new IdempotencyConfig({
  eventKeyJmesPath: 'body.uuid',
  payloadValidationJmesPath: 'body',
  throwOnNoIdempotencyKey: true,
});

function answer(error: number, description: string): APIGatewayProxyResult {
  return {
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ error, description }),
  };
}

async function expiryRecorder({
  body,
  requestContext,
}: CallbackEvent): Promise<APIGatewayProxyResult> {
  const { token, ...fields } = body;
  const receivedAt = new Date(requestContext.requestTimeEpoch).toISOString();
  await documents.send(
    new PutCommand({
      TableName: process.env['TABLE_NAME'],
      Item: {
        ...fields,
        tokenSha256: createHash('sha256').update(token).digest('hex'),
        receivedAt,
        sourceIp: requestContext.identity.sourceIp,
        purgeAt: Math.floor(requestContext.requestTimeEpoch / 1000) + 90 * 24 * 60 * 60,
      },
    }),
  );
  logger.info('callback', { outcome: 'recorded', uuid: body.uuid, sessionId: body.sessionId });
  metrics.addMetric('recorded', MetricUnit.Count, 1);
  return answer(0, 'Success');
}

function answerErrors(): middy.MiddlewareObj<CallbackEvent, APIGatewayProxyResult> {
  return {
    onError: ({ error }) => {
      const isRefusal = error instanceof ParseError || error instanceof IdempotencyValidationError;
      logger.error('callback', { outcome: isRefusal ? 'refused' : 'failed', cause: error?.name });
      metrics.addMetric(isRefusal ? 'refused' : 'failed', MetricUnit.Count, 1);
      return isRefusal ? answer(7, 'Bad parameters') : answer(100, 'Internal error, please retry');
    },
  };
}

/**
 * The receiver as the Powertools documentation suggests it, with a Powertools middleware for each
 * concern.
 */
export const handler = middy<CallbackEvent, APIGatewayProxyResult>()
  .use(captureLambdaHandler(tracer))
  .use(injectLambdaContext(logger))
  .use(logMetrics(metrics, { captureColdStartMetric: true }))
  .use(answerErrors())
  .use(parser({ schema: eventSchema }))
  .use(makeHandlerIdempotent({ persistenceStore, config }))
  .handler(expiryRecorder);
