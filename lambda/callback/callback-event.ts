import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Callback } from './callback.ts';

/** API Gateway's event once the chain has validated what it carries. */
export interface CallbackEvent extends APIGatewayProxyEvent {
  callback: Callback;
  /** Names of the fields that the provider's page does not list. */
  unknownFields: readonly string[];
}
