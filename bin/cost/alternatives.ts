import { markdownTable } from '../kit/formats.ts';
import {
  type CostInputs,
  costPerMillion,
  dollars,
  type Prices,
  totalOf,
} from './cost-per-million.ts';

/**
 * The measurements of a handler by `npm run bench`. Times are in milliseconds, without DynamoDB's
 * own.
 */
export interface MeasuredHandler {
  readonly initMs: number;
  readonly firstMs: number;
  /**
   * The first callback on a 512 MB Lambda's share of the CPU. Missing if the machine cannot limit
   * the CPU.
   */
  readonly heldFirstMs?: number;
  /** A later callback. */
  readonly spacedMs: number;
  /** Calls to DynamoDB for a new callback. */
  readonly calls: { readonly new?: number };
}

/** The handlers whose cost is compared, named as in `docs/performance.json`. */
export interface MeasuredHandlers {
  readonly ours: MeasuredHandler;
  /** The build whose DynamoDB calls are counted. Other teams deploy the one below. */
  readonly powertools: MeasuredHandler;
  readonly powertoolsDefaults: MeasuredHandler;
}

/** Another way to receive the callback. */
export interface Alternative {
  readonly name: string;
  readonly inputs: CostInputs;
  /** What this receiver does and the alternative does not. */
  readonly lacks: string;
}

/**
 * Milliseconds in which DynamoDB in the same region answers a small write. The benchmark's canned
 * one takes no time. This is an assumption: AWS promises "single-digit milliseconds".
 */
export const dynamoDbMs = 5;

/**
 * Returns the milliseconds that AWS bills for a handler. `durationMs` is a later callback.
 * `startMs` is the extra time of the first callback in a new sandbox.
 */
export function billedTimes(
  { initMs, firstMs, heldFirstMs = firstMs, spacedMs }: MeasuredHandler,
  calls = 1,
) {
  return {
    durationMs: spacedMs + calls * dynamoDbMs,
    startMs: Math.max(0, initMs + heldFirstMs - spacedMs),
  };
}

/**
 * An SQS message is sent, received and deleted. Batches save some of the last two, but only at high
 * rates.
 */
const requestsOfAMessage = 3;

/** Returns the alternatives to this receiver that can be compared with it. */
export function alternatives(ours: CostInputs, measured: MeasuredHandlers): Alternative[] {
  const { consumption } = ours;
  const calls = measured.powertools.calls.new ?? Number.NaN;
  return [
    {
      name: 'Powertools style',
      inputs: {
        ...ours,
        ...billedTimes(measured.powertoolsDefaults, calls),
        // Each of its writes is below 1 KB. Its log lines and stored bytes are assumed equal to
        // ours, which are fewer.
        consumption: { ...consumption, tableWriteUnits: calls },
      },
      lacks:
        'It has no answer in time when the table is slow, and no overflow queue. Its proof of a ' +
        'duplicate expires with its idempotency record, an hour later by default.',
    },
    {
      name: 'Queue first',
      inputs: { ...ours, queueRequests: requestsOfAMessage },
      lacks:
        'API Gateway puts the body on SQS, and a Lambda writes it later. The answer is Success ' +
        'before anything is checked: a wrong secureLogin, a malformed body and a conflict are ' +
        'never told to the provider. Readers see a record later.',
    },
    {
      name: 'HTTP API',
      inputs: { ...ours, gateway: 'apiGatewayHttpRequest' },
      lacks:
        "HTTP APIs have no resource policy for the provider's IP addresses, no WAF, and no " +
        'gateway responses: what API Gateway refuses by itself is not in the shape that the ' +
        'provider reads.',
    },
    {
      name: 'Hosted gateway',
      inputs: { ...ours, gateway: 'webhookGatewayEvent' },
      lacks:
        'It takes the webhook, retries and forwards it. Lambda and table are still to be built ' +
        'and paid, and are in the column. It answers before the record is durable, and the ' +
        "player's token passes through and stays with a third party.",
    },
  ];
}

/**
 * Returns the cost of a million new callbacks here and elsewhere, by item, with what the
 * alternatives lack.
 */
export function comparisonTable(
  prices: Prices,
  ours: CostInputs,
  alternatives: readonly Alternative[],
  coldShares: Readonly<Record<string, number>>,
): string {
  const columns = [ours, ...alternatives.map(({ inputs }) => inputs)];
  const costs = columns.map((inputs) => costPerMillion(prices, inputs));
  const names = costs[0]?.map(({ name }) => name) ?? [];
  // The totals include the starts, at a rate for each total.
  const items = names.filter((name) => name !== 'Lambda, starts');
  const totals = Object.entries(coldShares).map(([rate, coldShare]) => [
    `**total at ${rate}**`,
    ...columns.map(
      (inputs) => `**${dollars(totalOf(costPerMillion(prices, { ...inputs, coldShare })))}**`,
    ),
  ]);
  return [
    markdownTable(
      ['$ per million new callbacks', 'This receiver', ...alternatives.map(({ name }) => name)],
      [
        ...items.map((name) => [
          name,
          ...costs.map((cost) => dollars(cost.find((item) => item.name === name)?.usd ?? 0)),
        ]),
        ...totals,
      ],
    ),
    'What they do not do:',
    alternatives.map(({ name, lacks }) => `- **${name}.** ${lacks}`).join('\n'),
  ].join('\n\n');
}
