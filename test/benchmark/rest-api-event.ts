import type { APIGatewayProxyEvent } from 'aws-lambda';
import { aCallbackEvent } from '../builders/proxy-event.ts';

const headers = {
  accept: 'application/json',
  'Accept-Encoding': 'gzip, deflate',
  'Content-Type': 'application/json',
  Host: 'abcdefghij.execute-api.eu-west-1.amazonaws.com',
  'User-Agent': 'LuckyMonaco/4.0',
  'X-Amzn-Trace-Id': 'Root=1-67000000-0123456789abcdef01234567',
  'X-Forwarded-For': '203.0.113.7',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
};

/**
 * Returns API Gateway's event for a callback, with the headers and context of a regional REST API.
 */
export function aRestApiEvent(body: unknown): APIGatewayProxyEvent {
  const event = aCallbackEvent(body, {
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
  });
  const { requestContext } = event;
  return {
    ...event,
    requestContext: {
      ...requestContext,
      extendedRequestId: 'f2nOBHd3joEEZBg=',
      domainName: headers.Host,
      domainPrefix: 'abcdefghij',
      protocol: 'HTTP/1.1',
      identity: {
        ...requestContext.identity,
        sourceIp: '203.0.113.7',
        userAgent: headers['User-Agent'],
      },
    },
  };
}
