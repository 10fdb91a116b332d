import type { SentRequest } from './callback-journal.ts';
import { freshIds } from './sample-callback.ts';

/** Ways to send a callback once more; each returns the bodies to send at once. */
const ways = {
  again: (body) => [body],
  /** Its uuid with another user: a conflict. */
  changed: (body) => [
    withFields(body, ({ userId }) => ({ userId: `${String(userId).slice(0, 200)}-changed` })),
  ],
  'fifty-times': (body) => Array.from({ length: 50 }, () => body),
  /** Fifty callbacks, each with ids of its own. */
  'fifty-new': (body) => Array.from({ length: 50 }, () => withFields(body, freshIds)),
} satisfies Record<string, (body: string) => string[]>;

export type Way = keyof typeof ways;

export function isWay(value: unknown): value is Way {
  return typeof value === 'string' && Object.hasOwn(ways, value);
}

/** Posts a request once more to this server in that way. Resolves when all are answered. */
export async function resend(
  origin: string,
  way: Way,
  request: Omit<SentRequest, 'sourceIp'>,
): Promise<void> {
  const { path, contentType, body } = request;
  const headers: Record<string, string> =
    contentType === undefined ? {} : { 'Content-Type': contentType };
  const bodies = ways[way](body);
  // As bytes, since `fetch` gives a text a content type of its own.
  const send = (each: string) =>
    fetch(origin + path, { method: 'POST', headers, body: Buffer.from(each) });
  const replies = await Promise.all(bodies.map(send));
  await Promise.all(replies.map((reply) => reply.body?.cancel()));
}

/** Returns the body with other values in some fields; a body that is no JSON object stays as it is. */
function withFields(body: string, fields: (callback: Record<string, unknown>) => object): string {
  try {
    const callback: unknown = JSON.parse(body);
    if (typeof callback !== 'object' || callback === null || Array.isArray(callback)) return body;
    return JSON.stringify({ ...callback, ...fields({ ...callback }) });
  } catch {
    return body;
  }
}
