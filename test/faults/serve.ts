import { serveHere } from './served-handler.ts';

/** Serves the callback's Lambda with this process's variables, and sends its URL to the parent. */
process.on('disconnect', () => process.exit());
const { handler } = await import('../../lambda/callback/handler.ts');
const url = await (await serveHere(handler)).url();
if (process.connected) process.send?.(url);
