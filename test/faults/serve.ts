import type { AddressInfo } from 'node:net';
import { restApi } from '../../bin/local/rest-api.ts';
import { callbackRoute } from '../../lambda/callback/callback.ts';
import { installFaultyNames } from './faulty-names.ts';

/** The callback's handler over HTTP in a process of its own, with the environment that it is given; sends its URL to its parent. */
installFaultyNames();
const { handler } = await import('../../lambda/callback/handler.ts');
const server = restApi([{ ...callbackRoute, handler }]);
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}${callbackRoute.path}`);
});
process.on('disconnect', () => process.exit());
