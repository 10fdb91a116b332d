import { createServer, type Server } from 'node:http';
import { closeServer, listenLocally } from './local-server.ts';

/**
 * Starts a second way to an embedded DynamoDB, for the Lambdas. While it is cut, new requests are
 * dropped before DynamoDB sees them. Earlier requests are still answered.
 */
export async function startTableSwitch(dynamoDb: Server) {
  let isOn = true;
  const server = createServer((request, response) => {
    if (isOn) dynamoDb.emit('request', request, response);
    else request.socket.destroy();
  });
  return {
    endpoint: await listenLocally(server),
    /** Returns whether the Lambdas can reach the table. */
    isOn: () => isOn,
    turn(next: boolean) {
      isOn = next;
    },
    close: () => closeServer(server),
  };
}
