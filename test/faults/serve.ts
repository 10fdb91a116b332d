import type { AddressInfo } from 'node:net';
import { restApi } from '../../bin/local/rest-api.ts';
import { callbackRoute } from '../../lambda/callback/callback.ts';
import { installFaultyNames } from './faulty-names.ts';

/**
 * Serves the callback's handler over HTTP with this process's environment, and sends its URL to the
 * parent.
 */
installFaultyNames();
const { handler } = await import('../../lambda/callback/handler.ts');
const server = restApi([{ ...callbackRoute, handler }]);
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}${callbackRoute.path}`);
});
process.on('disconnect', () => process.exit());
