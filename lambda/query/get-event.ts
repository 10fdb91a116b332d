import type { APIGatewayProxyEvent } from 'aws-lambda';

/** API Gateway's event for one record, once the chain has validated what it carries. */
export interface GetEvent extends APIGatewayProxyEvent {
  uuid: string;
}
