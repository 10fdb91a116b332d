import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { restApiEvent } from '../../lambda/shared/rest-api-event.ts';

/**
 * Returns the event that a REST API's Lambda proxy integration makes of a request, with the parts
 * that have a value.
 *
 * @param resource the route's path, with its parameters in braces
 * @param pathParameters the parameters' values, percent-encoded
 */
export function toProxyEvent(
  request: IncomingMessage,
  body: Buffer,
  resource: string,
  pathParameters: Record<string, string> = {},
): APIGatewayProxyEvent {
  const url = new URL(`http://local${request.url ?? '/'}`);
  const method = request.method ?? 'GET';
  const headerPairs = pairs(request.rawHeaders);
  const queryPairs = [...url.searchParams];
  const now = new Date();
  // API Gateway would replace bytes that are no UTF-8. Here they stay as they are.
  const isText = isUtf8(body);
  const event = restApiEvent({
    headers: Object.fromEntries(headerPairs),
    body: body.length === 0 ? null : body.toString(isText ? 'utf8' : 'base64'),
    requestId: randomUUID(),
    requestTimeEpoch: now.getTime(),
    sourceIp: request.socket.remoteAddress ?? '',
  });
  return {
    ...event,
    resource,
    path: url.pathname,
    httpMethod: method,
    multiValueHeaders: grouped(headerPairs),
    queryStringParameters: queryPairs.length > 0 ? Object.fromEntries(queryPairs) : null,
    multiValueQueryStringParameters: queryPairs.length > 0 ? grouped(queryPairs) : null,
    pathParameters: Object.keys(pathParameters).length > 0 ? pathParameters : null,
    isBase64Encoded: !isText,
    requestContext: {
      ...event.requestContext,
      accountId: '000000000000',
      apiId: 'local',
      protocol: `HTTP/${request.httpVersion}`,
      httpMethod: method,
      path: url.pathname,
      resourcePath: resource,
      resourceId: 'local',
      stage: 'local',
      requestTime: now.toUTCString(),
      identity: {
        ...event.requestContext.identity,
        userAgent: request.headers['user-agent'] ?? null,
      },
    },
  } as APIGatewayProxyEvent;
}

/** Returns the main parts of an invocation's context. Its timeout is `timeoutMs` milliseconds. */
export function toContext(functionName: string, timeoutMs: number): Context {
  const deadline = Date.now() + timeoutMs;
  return {
    awsRequestId: randomUUID(),
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:eu-west-1:000000000000:function:${functionName}`,
    memoryLimitInMB: '512',
    getRemainingTimeInMillis: () => deadline - Date.now(),
  } as Context;
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  return rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? '']] : []));
}

function grouped(all: readonly (readonly [string, string])[]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of all) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}
