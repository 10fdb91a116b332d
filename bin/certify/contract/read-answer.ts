import type { Reply } from '../http/reply.ts';

/** What the provider takes out of a reply. */
export interface ProviderAnswer {
  readonly error: number;
  readonly description: string;
}

/** Returns the JSON object in a reply's body, if there is one. */
export function readObject(reply: Reply): Record<string, unknown> | undefined {
  if (reply.kind === 'unanswered') return undefined;
  try {
    const value: unknown = JSON.parse(reply.body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns what the provider may read in a reply: nothing unless it is an HTTP 200 with a JSON object that has an `error`. A number
 * in a text, as the table on the provider's page has it, is read as that number; that it is no number is another check's to find.
 */
export function readAnswer(reply: Reply): ProviderAnswer | undefined {
  if (reply.kind === 'unanswered' || reply.status !== 200) return undefined;
  const { error, description } = readObject(reply) ?? {};
  const code = typeof error === 'string' && /^\d{1,3}$/.test(error) ? Number(error) : error;
  if (typeof code !== 'number') return undefined;
  return { error: code, description: typeof description === 'string' ? description : '' };
}
