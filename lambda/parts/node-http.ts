const http = process.getBuiltinModule('node:http');

/**
 * A stand-in for `node:http` in the bundle. Middy's and the SDK's imports of `node:http` lead here.
 *
 * An import of the real module makes Node read all its exports. Reading `WebSocket` and similar
 * exports loads Node's whole WebSocket and fetch client (`lazyUndici` in Node's `lib/http.js`).
 * That takes longer than the rest of a start. `require` would avoid it, but a bundle with top-level
 * await cannot be CommonJS.
 */
export default http;
export const { Agent, request, STATUS_CODES } = http;
