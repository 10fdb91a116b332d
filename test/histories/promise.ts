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
 * under its uuid, or on the queue. Content never mixes or changes. `deliveries` never falls.
 */
export class PromiseKeeper {
  /** The broken promises, as sentences for people. */
  readonly broken: string[] = [];
  readonly #durable = new Set<string>();
  readonly #accepted: Sent[] = [];
  readonly #purged = new Set<string>();
  readonly #setAside = new Set<string>();

  /** Checks a change of a record. */
  changed(uuid: string, before: Item | undefined, after: Item, input: UpdateItemInput): void {
    const content = contentOf(after);
    if (content === undefined) this.broken.push(`the record of ${uuid} mixes content`);
    else this.#durable.add(`${uuid}${content}`);
    if (before === undefined) return;
    for (const name of firstWritten) {
      const isSame = JSON.stringify(before[name]) === JSON.stringify(after[name]);
      if (!isSame) this.broken.push(`${name} of ${uuid} changed after the first write`);
    }
    const written = input.ExpressionAttributeValues?.[':fingerprint']?.S;
    if (written !== undefined && written !== before['fingerprint']?.S) {
      this.broken.push(`other content was counted as a delivery of ${uuid}`);
    }
    if (Number(after['deliveries']?.N) < Number(before['deliveries']?.N)) {
      this.broken.push(`deliveries of ${uuid} fell`);
    }
  }

  queued({ uuid, content }: Sent): void {
    this.#durable.add(`${uuid}${content}`);
  }

  purged(uuid: string): void {
    this.#purged.add(uuid);
  }

  setAside(body: string): void {
    const { uuid, userId } = JSON.parse(body);
    this.#setAside.add(`${uuid}${String(userId).at(-1)}`);
  }

  answered(sent: Sent, error: number): void {
    if (error !== 0) return;
    this.#accepted.push(sent);
    const name = `${sent.uuid}${sent.content}`;
    if (!this.#durable.has(name)) this.broken.push(`${name} was answered 0 and is nowhere`);
  }

  /**
   * Checks the end, after the recovery and the replay. A purged record may be gone. A conflict was
   * set aside for people.
   */
  settled(table: MemoryTable): void {
    for (const sent of this.#accepted) {
      const name = `${sent.uuid}${sent.content}`;
      if (this.#purged.has(sent.uuid)) continue;
      const item = table.item(sent.uuid);
      const isThere = item !== undefined && contentOf(item) === sent.content;
      if (!isThere && (item === undefined || !this.#setAside.has(name))) {
        this.broken.push(`${name} was answered 0 and is lost`);
      }
      const count = this.#accepted.filter((each) => `${each.uuid}${each.content}` === name).length;
      if (isThere && !this.#setAside.has(name) && Number(item['deliveries']?.N) < count) {
        this.broken.push(`deliveries of ${name} are fewer than were answered 0`);
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
