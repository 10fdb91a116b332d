import { randomBytes } from 'node:crypto';
import type { Settings } from '../../lib/settings/settings.ts';
import type { SentRequest } from './callback-journal.ts';

/** The user of every sample. */
export const sampleUserId = '123456';

/** Returns a valid callback of the first partner, with new ids. */
export function sampleCallback({ partners }: Settings): Record<string, string> {
  // The settings may hold only a digest of the secureLogin.
  const { secureLogin = 'your-secure-login', providerId = '' } = partners[0] ?? {};
  return { secureLogin, providerId, ...freshIds(), userId: sampleUserId, token: 'a-token' };
}

/** Returns a sessionId and a uuid like the provider's: 32 hexadecimal digits. */
export function freshIds() {
  const id = () => randomBytes(16).toString('hex');
  return { sessionId: id(), uuid: id() };
}

/** Ways to send a callback again. Each returns the bodies to send at once. */
const ways = {
  again: (body) => [body],
  /** The same uuid with another user, which is a conflict. */
  changed: (body) => [
    withFields(body, ({ userId }) => ({ userId: `${String(userId).slice(0, 200)}-changed` })),
  ],
  'fifty-times': (body) => Array.from({ length: 50 }, () => body),
  /** Fifty callbacks, each with new ids. */
  'fifty-new': (body) => Array.from({ length: 50 }, () => withFields(body, freshIds)),
} satisfies Record<string, (body: string) => string[]>;

/** The name of a way to send a callback again. */
export type Way = keyof typeof ways;

/** Returns whether a value is the name of a way. */
export function isWay(value: unknown): value is Way {
  return typeof value === 'string' && Object.hasOwn(ways, value);
}

/** Sends a request again to this server. Resolves when every copy is answered. */
export async function resend(
  origin: string,
  way: Way,
  request: Omit<SentRequest, 'sourceIp'>,
): Promise<void> {
  const { path, contentType, body } = request;
  const headers: Record<string, string> =
    contentType === undefined ? {} : { 'Content-Type': contentType };
  const bodies = ways[way](body);
  // As bytes, since `fetch` adds a content type of its own to a text.
  const send = (each: string) =>
    fetch(origin + path, { method: 'POST', headers, body: Buffer.from(each) });
  const replies = await Promise.all(bodies.map(send));
  await Promise.all(replies.map((reply) => reply.body?.cancel()));
}

/**
 * Returns the body with other values in some fields. A body that is no JSON object stays the same.
 */
function withFields(body: string, fields: (callback: Record<string, unknown>) => object): string {
  try {
    const callback: unknown = JSON.parse(body);
    if (typeof callback !== 'object' || callback === null || Array.isArray(callback)) return body;
    return JSON.stringify({ ...callback, ...fields({ ...callback }) });
  } catch {
    return body;
  }
}
