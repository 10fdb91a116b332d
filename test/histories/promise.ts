import { createHash } from 'node:crypto';
import type { UpdateItemInput } from '@aws-sdk/client-dynamodb';
import { aCallback } from '../builders/callback.ts';
import type { Deliver } from './history.ts';
import type { Item, MemoryTable } from './memory-table.ts';

/** The attributes that the first write sets and later writes must not change. */
const firstWritten = [
  ...['sessionId', 'userId', 'providerId', 'secureLoginSha256', 'tokenSha256'],
  ...['fingerprint', 'receivedAt', 'sourceIp', 'purgeAt'],
];

type Sent = Pick<Deliver, 'uuid' | 'content'>;

/** Returns the callback of a delivery. All its fields except the uuid depend on its content. */
export function callbackOf({ uuid, content }: Sent) {
  return aCallback({
    uuid,
    sessionId: `session-${content}`,
    userId: `user-${content}`,
    token: `token-${content}`,
  });
}

/**
 * Checks what must always hold. A callback that is answered 0 is in the table, with its content
 * under its uuid, or on the queue. Content never mixes or changes. A record counts each delivery
 * that was written for it once, and no other.
 */
export class PromiseKeeper {
  /** The broken promises, as sentences for people. */
  readonly broken: string[] = [];
  readonly #durable = new Set<string>();
  readonly #accepted: (Sent & { readonly requestId: string })[] = [];
  readonly #purged = new Set<string>();
  readonly #setAside = new Set<string>();
  readonly #erased = new Set<string>();
  /** The callback of each delivery, by its request id. */
  readonly #deliveries = new Map<string, string>();

  /** Takes note of a delivery, and returns its request id. */
  sent({ uuid, content }: Sent): string {
    const requestId = String(this.#deliveries.size).padStart(8, '0');
    this.#deliveries.set(requestId, `${uuid}${content}`);
    return requestId;
  }

  /** Checks a change of a record. */
  changed(uuid: string, before: Item | undefined, after: Item, input: UpdateItemInput): void {
    const content = contentOf(after);
    if (content === undefined) this.broken.push(`the record of ${uuid} mixes content`);
    else this.#durable.add(`${uuid}${content}`);
    const counted = after['requestIds']?.SS ?? [];
    if (counted.some((id) => this.#deliveries.get(id) !== `${uuid}${content}`)) {
      this.broken.push(`the record of ${uuid} counts what is none of its deliveries`);
    }
    if (before === undefined) return;
    if (before['requestIds']?.SS?.some((id) => !counted.includes(id))) {
      this.broken.push(`a delivery of ${uuid} is no longer counted`);
    }
    for (const name of firstWritten) {
      const isSame = JSON.stringify(before[name]) === JSON.stringify(after[name]);
      if (!isSame) this.broken.push(`${name} of ${uuid} changed after the first write`);
    }
    const written = input.ExpressionAttributeValues?.[':fingerprint']?.S;
    if (written !== undefined && written !== before['fingerprint']?.S) {
      this.broken.push(`other content was counted as a delivery of ${uuid}`);
    }
  }

  queued({ uuid, content }: Sent): void {
    this.#durable.add(`${uuid}${content}`);
  }

  erased(uuid: string, item: Item | undefined): void {
    if (item !== undefined) this.#erased.add(`${uuid}${contentOf(item)}`);
  }

  purged(uuid: string): void {
    this.#purged.add(uuid);
  }

  setAside(body: string): void {
    const { uuid, userId } = JSON.parse(body);
    this.#setAside.add(`${uuid}${String(userId).at(-1)}`);
  }

  answered(sent: Sent, requestId: string, error: number): void {
    if (error !== 0) return;
    this.#accepted.push({ ...sent, requestId });
    const name = `${sent.uuid}${sent.content}`;
    if (!this.#durable.has(name)) this.broken.push(`${name} was answered 0 and is nowhere`);
  }

  /**
   * Checks the end, after the recovery and the replay. A purged record may be gone. A conflict was
   * set aside for people.
   */
  settled(table: MemoryTable): void {
    for (const { requestId, ...sent } of this.#accepted) {
      const name = `${sent.uuid}${sent.content}`;
      if (this.#purged.has(sent.uuid) || this.#erased.has(name)) continue;
      const item = table.item(sent.uuid);
      const isThere = item !== undefined && contentOf(item) === sent.content;
      if (!isThere && (item === undefined || !this.#setAside.has(name))) {
        this.broken.push(`${name} was answered 0 and is lost`);
      }
      if (isThere && !this.#setAside.has(name) && !item['requestIds']?.SS?.includes(requestId)) {
        this.broken.push(`${name} was answered 0 and is not counted`);
      }
    }
  }
}

/** Returns the content that all of a record's fields agree on, or undefined. */
function contentOf(item: Item): Deliver['content'] | undefined {
  return ([1, 2] as const).find((content) => {
    const { sessionId, userId, token } = callbackOf({ uuid: 'A', content });
    const tokenSha256 = createHash('sha256').update(token).digest('hex');
    const expected = { sessionId, userId, tokenSha256 };
    return Object.entries(expected).every(([name, text]) => item[name]?.S === text);
  });
}
