import { createRequire } from 'node:module';
import type { AttributeValue, UpdateItemInput } from '@aws-sdk/client-dynamodb';
// It also makes dynalite return the item of a failed condition.
import { tableName } from '../../bin/local/embedded-dynamodb.ts';
import { toTombstone } from '../../lambda/records/tombstone.ts';

/** An item as DynamoDB's API gives it. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** The answer to an update. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Called for each change of an item, with the item before and after. */
export type Change = (
  uuid: string,
  before: Item | undefined,
  after: Item,
  input: UpdateItemInput,
) => void;

const require = createRequire(import.meta.url);
const updateItem = require('dynalite/actions/updateItem.js');
const { types, custom } = require('dynalite/validations/updateItem.js');
const { checkTypes, checkValidations } = require('dynalite/validations/index.js');

const table = {
  TableName: tableName,
  KeySchema: [{ AttributeName: 'uuid', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'uuid', AttributeType: 'S' }],
};

/** An update in the embedded DynamoDB's own form. Its parsed expressions include the values. */
interface Parsed extends UpdateItemInput {
  readonly _updates: unknown;
  readonly _condition: unknown;
}

/** Parsed updates by their expressions. Parsing takes most of an update's time. */
const parsedBefore = new Map<string, Parsed>();

function parseExpressions(input: UpdateItemInput): Parsed {
  const { ConditionExpression, UpdateExpression, ExpressionAttributeValues: values = {} } = input;
  const key = JSON.stringify([ConditionExpression, UpdateExpression, Object.keys(values)]);
  const before = parsedBefore.get(key) ?? parse(input);
  parsedBefore.set(key, before);
  const names = new Map<unknown, string>();
  for (const [name, value] of Object.entries(before.ExpressionAttributeValues ?? {}))
    names.set(value, name);
  const withValues = (node: unknown): unknown => {
    const name = names.get(node);
    if (name !== undefined) return values[name];
    if (Array.isArray(node)) return node.map(withValues);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([name, each]) => [name, withValues(each)]));
  };
  const { _updates, _condition } = before;
  return { ...input, _updates: withValues(_updates), _condition: withValues(_condition) };
}

function parse(input: UpdateItemInput): Parsed {
  const data = checkTypes(structuredClone(input), types);
  checkValidations(data, types, custom);
  return data;
}

/**
 * A table in memory. The embedded DynamoDB evaluates its expressions, without a server or files.
 * One update is one step.
 */
export class MemoryTable {
  readonly #items = new Map<string, Item>();
  readonly #onChange: Change;

  constructor(onChange: Change) {
    this.#onChange = onChange;
  }

  item(uuid: string): Item | undefined {
    return this.#items.get(uuid);
  }

  delete(uuid: string): void {
    this.#items.delete(uuid);
  }

  /** Replaces a record by its tombstone. Returns the record, if there was one. */
  erase(uuid: string): Item | undefined {
    const item = this.#items.get(uuid);
    if (item?.['fingerprint'] === undefined) return undefined;
    this.#items.set(uuid, toTombstone(item, Date.UTC(2100, 0, 1)));
    return item;
  }

  /** Runs an UpdateItem at once, and returns DynamoDB's answer. */
  update(input: UpdateItemInput): Answer {
    let answer: Answer | undefined;
    try {
      const data = parseExpressions(input);
      updateItem(
        this.#store(input),
        data,
        (error: { statusCode: number; body: unknown } | null, body: unknown) => {
          answer = error ? { status: error.statusCode, body: error.body } : { status: 200, body };
        },
      );
    } catch (error) {
      const { statusCode, body } = error as { statusCode?: number; body?: unknown };
      if (statusCode === undefined) throw error;
      answer = { status: statusCode, body };
    }
    if (answer === undefined) throw new Error('the update took more than one step');
    return answer;
  }

  /** Returns the store that the embedded DynamoDB's update works on. */
  #store(input: UpdateItemInput) {
    const uuid = input.Key?.['uuid']?.S ?? '';
    const notFound = Object.assign(new Error(), { name: 'NotFoundError' });
    const items = {
      lock: (_: string, run: (release: (done: unknown) => unknown) => void) => run((done) => done),
      get: (_: string, done: (error: Error | null, item?: Item) => void) => {
        const item = this.#items.get(uuid);
        done(item === undefined ? notFound : null, item);
      },
      put: (_: string, item: Item, done: () => void) => {
        const before = this.#items.get(uuid);
        const after: Item = structuredClone({ ...item });
        this.#items.set(uuid, after);
        this.#onChange(uuid, before, after, input);
        done();
      },
    };
    return {
      options: { maxItemSize: 409_600 },
      getTable: (_: string, done: (error: null, found: object) => void) => done(null, table),
      getItemDb: () => items,
    };
  }
}
