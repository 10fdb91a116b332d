import { pathToFileURL } from 'node:url';

/** Runs the handler of a bundle for each event that the parent sends, one after the other. */
const [bundle = ''] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(bundle).href);
process.on('message', async ({ event, context }: { event: unknown; context: object }) => {
  try {
    process.send?.({ result: await handler(event, context) });
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});
process.send?.('ready');
