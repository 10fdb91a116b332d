import { createServer, type Server } from 'node:http';
import { closeServer, listenLocally } from './local-server.ts';

/** The Lambdas' connection to the table, which can be cut. */
export interface TableSwitch {
  readonly endpoint: string;
  /** Whether the Lambdas can reach the table. */
  readonly isOn: boolean;
  turn(isOn: boolean): void;
  close(): Promise<void>;
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
  return {
    endpoint: await listenLocally(server),
    get isOn() {
      return isOn;
    },
    turn(next) {
      isOn = next;
    },
    close: () => closeServer(server),
  };
}
