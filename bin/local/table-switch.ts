import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The Lambdas' connection to the table, which can be cut. */
export interface TableSwitch {
  readonly endpoint: string;
  /** Whether the Lambdas can reach the table. */
  readonly isOn: boolean;
  turn(isOn: boolean): void;
  close(): void;
}

/**
 * Starts a second way to an embedded DynamoDB. While it is cut, new requests are dropped before
 * DynamoDB sees them. Earlier requests are still answered.
 */
export async function startTableSwitch(dynamoDb: Server): Promise<TableSwitch> {
  let isOn = true;
  const server = createServer((request, response) => {
    if (isOn) dynamoDb.emit('request', request, response);
    else request.socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get isOn() {
      return isOn;
    },
    turn(next) {
      isOn = next;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
