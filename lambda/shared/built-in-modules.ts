const builtIn = process.getBuiltinModule;

/**
 * Stand-ins for some of Node's built-in modules in the bundles. Middy's, Powertools' and the SDK's
 * imports of those modules lead here.
 *
 * An import of a real one makes Node read all its exports, and some of them are getters that load
 * further modules. `node:http` loads Node's whole WebSocket and fetch client (`lazyUndici` in
 * Node's `lib/http.js`), `node:fs` and `node:timers` load what works with promises, and
 * `node:process` opens the standard streams. `node:console` and `node:path` save little: the time
 * of reading. `require` would avoid it all, but a bundle with top-level await cannot be CommonJS.
 *
 * One file serves several modules, so it has no default export and no name that two of them share.
 */
export const { Agent, request, STATUS_CODES } = builtIn('node:http');
export const { Console } = builtIn('node:console');
export const { createReadStream, fstatSync, lstatSync } = builtIn('node:fs');
export const { join, sep } = builtIn('node:path');
export const { env, versions } = process;
export const { setTimeout } = builtIn('node:timers');

/**
 * The class `ReadStream` of `node:fs`. Reading it would load what works with promises. The SDK only
 * asks whether a body is an instance, after everything else that a body can be.
 */
export const ReadStream = {
  [Symbol.hasInstance]: (body: unknown) => body instanceof builtIn('node:fs').ReadStream,
};
