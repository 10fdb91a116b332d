import { type Reply, readObject } from '../http/reply.ts';
import type { ErrorCodes } from './contract.ts';

/** What the provider takes out of a reply. */
export interface ProviderAnswer {
  readonly error: number;
  readonly description: string;
}

/** What the provider's reading of a reply means for the operator, where that reading is wrong. */
export interface Stakes {
  /** The provider takes the request as delivered, although it must not. */
  readonly ifDelivered: string;
  /** The provider does not take the request as delivered. */
  readonly ifNotDelivered: string;
}

/**
 * Returns what the provider may read in a reply. It reads nothing unless the reply is an HTTP 200
 * with a JSON object that has an `error`.
 *
 * A number in a text is read as that number, as the table on the provider's page shows it. Another
 * check finds that the text is no number.
 */
export function readAnswer(reply: Reply): ProviderAnswer | undefined {
  if (reply.kind === 'unanswered' || reply.status !== 200) return undefined;
  const { error, description } = readObject(reply) ?? {};
  const code = typeof error === 'string' && /^\d{1,3}$/.test(error) ? Number(error) : error;
  if (typeof code !== 'number') return undefined;
  return { error: code, description: typeof description === 'string' ? description : '' };
}

/**
 * Says what the provider would do about a reply that it should not have got. The source is what
 * its public pages say of retransmissions.
 */
export function providerReaction(reply: Reply, stakes: Stakes, codes: ErrorCodes): string {
  const error = readAnswer(reply)?.error;
  if (error === codes.success) return `takes it as delivered and drops it: ${stakes.ifDelivered}`;
  if (error === codes.doNotRetry) return `gives up at once: ${stakes.ifNotDelivered}`;
  const reading = error === undefined ? 'sees a temporary failure, ' : '';
  return `${reading}retransmits up to three times, then gives up: ${stakes.ifNotDelivered}`;
}
