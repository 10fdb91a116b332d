import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/**
 * Runs the handler of a bundle for each event that the parent sends, one after the other. Without a
 * channel to the parent, it runs once, with the event from standard input.
 */
const [bundle = ''] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(bundle).href);
if (process.send === undefined) {
  await handler(JSON.parse(await text(process.stdin)), {});
  process.exit(0);
}
process.on('message', async ({ event, context }: { event: unknown; context: object }) => {
  try {
    process.send?.({ result: await handler(event, context) });
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});
process.send('ready');
