import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/**
 * Invokes the handler of a bundle once, as Lambda does for a custom resource. The event comes from
 * standard input.
 */
const [bundle = ''] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(bundle).href);
await handler(JSON.parse(await text(process.stdin)), {});
process.exit(0);
