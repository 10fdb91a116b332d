import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A request that a REST API receives. */
export interface RestApiRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly requestTimeEpoch: number;
  readonly sourceIp: string;
}

/**
 * Returns a REST API's event for a request, with all the parts that the callback's Lambda reads.
 */
export function restApiEvent({
  headers,
  body,
  sourceIp,
  ...context
}: RestApiRequest): APIGatewayProxyEvent {
  return {
    headers,
    body,
    requestContext: { ...context, identity: { sourceIp } },
  } as APIGatewayProxyEvent;
}
