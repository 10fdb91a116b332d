import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** Answers and does nothing else: what every figure of the benchmark has subtracted. */
export async function handler(_: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return { statusCode: 200, body: '{"error":0,"description":"Success"}' };
}
