import type { Agent } from 'node:http';
import type { Pace } from '../kit/pace.ts';
import type { Redactor } from '../kit/redactor.ts';
import type { Contract } from './contract/contract.ts';
import type { Expectation, Expectations } from './contract/expectation.ts';
import type { SessionRecords } from './records/session-records.ts';
import type { CallbackMaker } from './sending/callback-maker.ts';
import type { Reply } from './sending/reply.ts';
import { sendRequest } from './sending/send-request.ts';

/** A run: it sends requests for the checks and keeps the replies. */
export interface Run extends RunProps {
  /** Every request with its reply, in the order of the replies. */
  readonly exchanges: readonly Exchange[];
  /** Sends a request as the provider does and keeps the reply. */
  send(delivery: Delivery): Promise<Exchange>;
}

/** Where a run sends its requests, what it expects, and how long it waits. */
export interface RunProps {
  readonly contract: Contract;
  readonly expect: Expectations;
  readonly callbacks: CallbackMaker;
  readonly redactor: Redactor;
  readonly pace: Pace;
  readonly agent: Agent;
  /** The callback's URL. */
  readonly url: URL;
  readonly timeLimitMs: number;
  /**
   * The endpoint's records.
   * @default - the run looks at no records
   */
  readonly records?: SessionRecords | undefined;
}

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
export function openRun(props: RunProps): Run {
  const exchanges: Exchange[] = [];
  return {
    ...props,
    exchanges,
    async send(delivery) {
      const { token, secureLogin } = delivery.callback;
      for (const secret of [token, secureLogin])
        if (typeof secret === 'string') props.redactor.add(secret);
      await props.pace.turn();
      const reply = await sendRequest(props.agent, {
        method: 'POST',
        url: props.url,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(delivery.callback),
        timeLimitMs: props.timeLimitMs,
        ...delivery,
      });
      const exchange = { ...delivery, reply };
      exchanges.push(exchange);
      return exchange;
    },
  };
}
