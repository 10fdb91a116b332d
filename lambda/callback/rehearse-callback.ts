import type { Context } from 'aws-lambda';
import { restApiEvent } from '../parts/rest-api-event.ts';
import type { Callback } from './callback.ts';
import { type CallbackHandlerProps, callbackHandler } from './callback-handler.ts';
import { toPartner } from './partner.ts';

/** What is rehearsed. Its store and its report must keep nothing. */
export type RehearseCallbackProps = Omit<CallbackHandlerProps, 'partners' | 'overflowQueue'>;

const pair = { secureLogin: 'rehearsal', providerId: 'rehearsal' };

/** As long as the provider's ids are. */
const id = 'rehearsal'.padEnd(32);

const callback: Callback = { ...pair, sessionId: id, userId: id, token: id, uuid: id };

/** Answers a made-up callback, so that the first real one finds the chain's code compiled. Never rejects. */
export async function rehearseCallback(props: RehearseCallbackProps): Promise<void> {
  const answerRehearsal = callbackHandler({ ...props, partners: [toPartner(pair)] });
  const event = restApiEvent({
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(callback),
    requestId: 'rehearsal',
    requestTimeEpoch: 0,
    sourceIp: '',
  });
  // A failure here says nothing about the callbacks to come.
  await answerRehearsal(event, { awsRequestId: 'rehearsal' } as Context).catch(() => {});
}
