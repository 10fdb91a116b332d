import { type CaseRequest, table } from './table.ts';

const typed = (contentType: string): CaseRequest => ({ headers: { 'Content-Type': contentType } });

/** The content types that mean JSON, and some that do not. */
export const contentTypes = table('content types', [
  ['with a charset', 'accepted', typed('application/json; charset=utf-8')],
  ['with a charset, spaced unusually', 'accepted', typed('application/json ;charset=UTF-8')],
  ['in other case', 'accepted', typed('Application/JSON')],
  ['header in lower case', 'accepted', { headers: { 'content-type': 'application/json' } }],
  ['header in upper case', 'accepted', { headers: { 'CONTENT-TYPE': 'application/json' } }],
  ['missing', 'malformed', { headers: {} }],
  ['text/plain', 'malformed', typed('text/plain')],
  ['a form', 'malformed', typed('application/x-www-form-urlencoded')],
]);

/** Requests with a method or path that takes no callback. */
export const methodAndPath = table('method and path', [
  ['GET', 'noSuchRoute', { method: 'GET', headers: {}, body: () => '' }],
  ['PUT', 'noSuchRoute', { method: 'PUT' }],
  ['DELETE', 'noSuchRoute', { method: 'DELETE' }],
  ['a path below', 'noSuchRoute', { path: (path) => `${path}/certify` }],
  ['a path beside', 'noSuchRoute', { path: (path) => path.replace(/[^/]*$/, 'certify') }],
  ['the bare host', 'noSuchRoute', { path: () => '/' }],
]);

const kibibyte = 1024;

const padded = (bytes: number): CaseRequest => ({
  body: (json) => `${json.slice(0, -1)},"padding":"${'x'.repeat(bytes)}"}`,
  // The provider's own limit may be too short for a large upload.
  timeLimitMs: 60_000,
});

/** Bodies above 16 KiB, and above the 10 MB that API Gateway accepts. */
export const oversizedBody = table('oversized body', [
  ['a callback of 20 KiB', 'tooLarge', padded(20 * kibibyte)],
  ['a callback of 11 MiB', 'farTooLarge', padded(11 * kibibyte * kibibyte)],
]);
