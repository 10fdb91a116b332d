import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A request as a REST API takes it in. */
export interface RestApiRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly requestTimeEpoch: number;
  readonly sourceIp: string;
}

/** Returns the event that a REST API makes of a request, with all that the callback's Lambda reads. */
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
