import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { pace } from '../kit/pace.ts';
import { redactor } from '../kit/redactor.ts';
import {
  type ErrorCodes,
  errorCodeSets,
  type Field,
  providerTimeLimitMs,
  revisions,
} from './contract/contract.ts';
import { type Expectation, expectations } from './contract/expectation.ts';
import type { Endpoint } from './endpoint.ts';
import { callbackMaker } from './sending/callback-maker.ts';
import type { Reply } from './sending/reply.ts';
import { sendRequest } from './sending/send-request.ts';

/** The endpoint that a run sends to, with what was agreed, and the run's limits. */
export interface RunProps
  extends Pick<
    Endpoint,
    'callbackUrl' | 'secureLogin' | 'providerId' | 'errorCodes' | 'requestFields'
  > {
  /** The most requests in any second, to the endpoint and to the query API together. */
  readonly requestsPerSecond: number;
  /** @default - the provider's 10 s */
  readonly timeLimitMs?: number;
  /** @default - no certificate, for an endpoint without mutual TLS */
  readonly clientCertificate?: Pick<SecureContextOptions, 'ca' | 'cert' | 'key'> | undefined;
}

/** A run: it sends requests for the checks and keeps the replies. */
export type Run = ReturnType<typeof startRun>;

/** A request with the reply that the contract asks for. */
export interface Delivery {
  readonly check: string;
  readonly expected: Expectation;
  /** The fields that the request carries, valid or not. */
  readonly callback: Fields;
  /** @default - the callback as JSON */
  readonly body?: string;
  /** @default - the content type application/json */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default POST */
  readonly method?: string;
  /** @default - the callback's URL */
  readonly url?: URL;
  /** @default - the run's time limit */
  readonly timeLimitMs?: number;
}

/** A request with the reply that it got. */
export interface Exchange extends Delivery {
  readonly reply: Reply;
}

/** A callback's fields. Any of them may be missing or have a wrong type. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns a run that has sent nothing yet. */
export function startRun(props: RunProps) {
  const { callbackUrl, timeLimitMs = providerTimeLimitMs } = props;
  const codes: ErrorCodes = errorCodeSets[props.errorCodes];
  const optionalFields: readonly Field[] = revisions[props.requestFields];
  const agent =
    callbackUrl.protocol === 'https:'
      ? new HttpsAgent({ keepAlive: true, ...props.clientCertificate })
      : new HttpAgent({ keepAlive: true });
  const secrets = redactor();
  const bound = pace(props.requestsPerSecond);
  const exchanges: Exchange[] = [];
  return {
    callbackUrl,
    codes,
    /** Fields that a callback may omit. */
    optionalFields,
    expect: expectations(codes),
    callbacks: callbackMaker(props),
    redactor: secrets,
    pace: bound,
    timeLimitMs,
    /** Every request with its reply, in the order of the replies. */
    exchanges,
    /** Sends a request as the provider does and keeps the reply. */
    async send(delivery: Delivery): Promise<Exchange> {
      const { token, secureLogin } = delivery.callback;
      for (const secret of [token, secureLogin])
        if (typeof secret === 'string') secrets.add(secret);
      await bound.turn();
      const reply = await sendRequest(agent, {
        method: 'POST',
        url: callbackUrl,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(delivery.callback),
        timeLimitMs,
        ...delivery,
      });
      const exchange = { ...delivery, reply };
      exchanges.push(exchange);
      return exchange;
    },
    close: () => agent.destroy(),
  };
}
