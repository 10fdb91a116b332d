import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { ListPageProps } from '../records/session-record-reader.ts';

/** API Gateway's event for a list, once the chain has validated what it carries. */
export interface ListEvent extends APIGatewayProxyEvent {
  list: ListPageProps;
}
