import type { Reply } from '../http/reply.ts';
import type { ErrorCodes } from './contract.ts';
import type { Expectation } from './expectation.ts';
import { readAnswer } from './read-answer.ts';

/** Says what the provider would do about a reply that it should not have got, by what its public pages say of retransmissions. */
export function providerReaction(reply: Reply, expected: Expectation, codes: ErrorCodes): string {
  const error = readAnswer(reply)?.error;
  if (error === codes.success) return `takes it as delivered and drops it: ${expected.ifDelivered}`;
  if (error === codes.doNotRetry) return `gives up at once: ${expected.ifNotDelivered}`;
  const reading = error === undefined ? 'sees a temporary failure, ' : '';
  return `${reading}retransmits up to three times, then gives up: ${expected.ifNotDelivered}`;
}
