import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { type AnswerCallbackProps, answerCallback } from './answer-callback.ts';
import type { Callback } from './callback.ts';
import { toPartner } from './partner.ts';

/** What is rehearsed. Its store and its report must keep nothing. */
export type RehearseCallbackProps = Omit<AnswerCallbackProps, 'partners' | 'overflowQueue'>;

const pair = { secureLogin: 'rehearsal', providerId: 'rehearsal' };

const callback: Callback = {
  ...pair,
  sessionId: 'a-rehearsed-session-of-usual-length',
  userId: 'rehearsal',
  token: 'a-rehearsed-token-of-usual-length',
  uuid: 'a-rehearsed-uuid-of-usual-length',
};

/** Answers a made-up callback, so that the first real one finds the chain's code compiled. Never rejects. */
export async function rehearseCallback(props: RehearseCallbackProps): Promise<void> {
  const answerRehearsal = answerCallback({ ...props, partners: [toPartner(pair)] });
  const event = {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(callback),
    requestContext: { requestId: 'rehearsal', requestTimeEpoch: 0, identity: { sourceIp: '' } },
  } as unknown as APIGatewayProxyEvent;
  // A failure here says nothing about the callbacks to come.
  await answerRehearsal(event, { awsRequestId: 'rehearsal' } as Context).catch(() => {});
}
