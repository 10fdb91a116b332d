import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { restApiEvent } from '../shared/rest-api-event.ts';
import type { Callback } from './callback.ts';
import { type CallbackHandlerProps, callbackHandler } from './callback-handler.ts';
import { toPartner } from './partner.ts';

/**
 * The handler's properties for a rehearsal. Its store must write nothing, and its report must log
 * nothing.
 */
export type RehearseCallbackProps = Omit<CallbackHandlerProps, 'partners' | 'overflowQueue'>;

/**
 * Settings of a rehearsal's DynamoDB client. It has no network, and confirms every write as the
 * first one of its record.
 */
export const withoutNetwork: DynamoDBClientConfig = {
  requestHandler: {
    async handle({ body: request }: { body: Uint8Array }) {
      const { Key, ExpressionAttributeValues: values } = JSON.parse(
        new TextDecoder().decode(request),
      );
      const { ':fingerprint': fingerprint, ':requestIds': requestIds } = values;
      const body = Buffer.from(JSON.stringify({ Attributes: { ...Key, fingerprint, requestIds } }));
      return { response: { statusCode: 200, headers: {}, body } };
    },
  },
};

const pair = { secureLogin: 'rehearsal', providerId: 'rehearsal' };

/** As long as the provider's own ids. */
const id = 'rehearsal'.padEnd(32);

const callback: Callback = { ...pair, sessionId: id, userId: id, token: id, uuid: id };

/**
 * Answers a made-up callback, so that the chain's code is compiled before the first real one. Never
 * rejects.
 */
export async function rehearseCallback(props: RehearseCallbackProps): Promise<void> {
  const answerRehearsal = callbackHandler({ ...props, partners: [toPartner(pair)] });
  const event = restApiEvent({
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(callback),
    requestId: 'rehearsal',
    requestTimeEpoch: 0,
    sourceIp: '',
  });
  // A failed rehearsal does not mean that a real callback will fail.
  await answerRehearsal(event, { awsRequestId: 'rehearsal' } as Context).catch(() => {});
}
