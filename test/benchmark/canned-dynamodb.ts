import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import type { Found } from './sandbox.ts';

/**
 * A DynamoDB that answers at once with a prepared result, keeps connections alive, and counts
 * calls. It stores nothing, so that a measurement shows the caller alone. It speaks TLS, since a
 * handshake is most of a first callback's wait. Its arguments are the files of its key and its
 * certificate. It prints its port. A message sets what the next writes find; the reply is the
 * number of calls since the last message.
 */
let found: Found = 'new';
let calls = 0;

process.on('message', (next: Found) => {
  found = next;
  process.send?.(calls);
  calls = 0;
});

const [key = '', cert = ''] = process.argv.slice(2).map((file) => readFileSync(file, 'utf8'));
const server = createServer({ key, cert }, (request, response) => {
  const send = (status: number, body: string) => {
    response.writeHead(status, {
      'Content-Type': 'application/x-amz-json-1.0',
      'Content-Length': Buffer.byteLength(body),
      'x-amzn-RequestId': 'QK3FJ8O4MB5CNV2B8GQ2NG1PVVVV4KQNSO5AEMVJF66Q9ASUAAJG',
      'x-amz-crc32': crc32(body),
    });
    response.end(body);
  };
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    calls += 1;
    const operation = String(request.headers['x-amz-target']).split('.')[1];
    const input = JSON.parse(Buffer.concat(chunks).toString());
    if (operation === 'UpdateItem')
      return found === 'conflict' ? send(400, refusal(toItem(input))) : send(200, written(input));
    if (operation === 'PutItem' && (found === 'duplicate' || found === 'conflict'))
      return send(400, refusal(completed(input.Item)));
    return send(200, '{}');
  });
});
server.keepAliveTimeout = 600_000;

type Item = Record<string, unknown>;

/** The parts of an update that are read here; the client without an SDK sends none of them. */
interface Update {
  readonly Key?: Item;
  readonly ExpressionAttributeValues?: Item;
}

/**
 * Returns the item that an update makes if there is none. Each value is named after its attribute.
 */
function toItem({ Key, ExpressionAttributeValues = {} }: Update): Item {
  const values = Object.entries(ExpressionAttributeValues);
  return { ...Key, ...Object.fromEntries(values.map(([name, value]) => [name.slice(1), value])) };
}

/** Returns the answer to an update that asks for the item after it. */
function written(update: Update): string {
  const { requestIds, ...item } = toItem(update);
  const ours = (requestIds as { readonly SS: string[] } | undefined)?.SS ?? [];
  const SS = [...ours, ...(found === 'new' ? [] : ['another'])];
  return JSON.stringify({ Attributes: { ...item, requestIds: { SS } } });
}

/** Returns the completed item that an idempotency layer's insert finds. */
function completed(inserted: Item): Item {
  return {
    ...inserted,
    status: { S: 'COMPLETED' },
    data: { M: { statusCode: { N: '200' }, body: { S: '{"error":0,"description":"Success"}' } } },
    ...(found === 'conflict' && { validation: { S: 'of other content' } }),
  };
}

/** Returns the error of a failed condition, with the item that is there. */
function refusal(item: Item): string {
  return JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
    Message: 'The conditional request failed',
    Item: item,
  });
}

server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
