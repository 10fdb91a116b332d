const http = process.getBuiltinModule('node:http');

/**
 * `node:http`, as the bundle sees it; Middy's and the SDK's imports of it lead here. An import of the real one makes Node read all its
 * exports, and reading `WebSocket` and its like there loads Node's whole WebSocket and fetch client (`lazyUndici` in Node's
 * `lib/http.js`): more work than all else that a start does. `require` would not, but a bundle that awaits at its top level
 * cannot be CommonJS.
 */
export default http;
export const { Agent, request, STATUS_CODES } = http;
