import { type Reply, readObject } from '../sending/reply.ts';
import type { ErrorCodes } from './contract.ts';

/** The part of a reply that the provider reads. */
export interface ProviderAnswer {
  readonly error: number;
  readonly description: string;
}

/** What a wrong reply costs the operator. */
export interface Stakes {
  /** The consequence if the provider takes the request as delivered, although it must not. */
  readonly ifDelivered: string;
  /** The consequence if the provider does not take the request as delivered. */
  readonly ifNotDelivered: string;
}

/**
 * Returns what the provider may read in a reply, or undefined. It reads only an HTTP 200 whose body
 * is a JSON object with an `error`.
 *
 * A text counts as the number in it, as in the table on the provider's page. Another check reports
 * that the answer has a text.
 */
export function readAnswer(reply: Reply): ProviderAnswer | undefined {
  if (reply.kind === 'unanswered' || reply.status !== 200) return undefined;
  const { error, description } = readObject(reply) ?? {};
  const code = typeof error === 'string' && /^\d{1,3}$/.test(error) ? Number(error) : error;
  if (typeof code !== 'number') return undefined;
  return { error: code, description: typeof description === 'string' ? description : '' };
}

/**
 * Returns the provider's reaction to a wrong reply. The source is the provider's public pages on
 * retransmissions.
 */
export function providerReaction(reply: Reply, stakes: Stakes, codes: ErrorCodes): string {
  const error = readAnswer(reply)?.error;
  if (error === codes.success) return `takes it as delivered and drops it: ${stakes.ifDelivered}`;
  if (error === codes.doNotRetry) return `gives up at once: ${stakes.ifNotDelivered}`;
  const reading = error === undefined ? 'sees a temporary failure, ' : '';
  return `${reading}retransmits up to three times, then gives up: ${stakes.ifNotDelivered}`;
}
