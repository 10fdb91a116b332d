import fc from 'fast-check';
import { aCallback } from '../builders/callback.ts';

/**
 * A constant callback, so that a seed repeats a run. Accepted callbacks alone may be new, repeated
 * or in conflict.
 */
const callback = aCallback({
  sessionId: '6fd2d6f3bb8f4c5a9fadf15d81206af2',
  token: 'a0b1c2d3e4f5061728394a5b6c7d8e9f',
  uuid: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
});

const fields = ['secureLogin', 'providerId', 'sessionId', 'userId', 'token', 'uuid'];

/**
 * Bodies of every kind: no JSON, any JSON, callbacks with any value in any field, and damaged JSON.
 */
const anyBody = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc
    .dictionary(fc.constantFrom(...fields, '__proto__', 'constructor'), fc.jsonValue())
    .map((body) => JSON.stringify(body)),
  fc
    .dictionary(fc.constantFrom(...fields), fc.string({ unit: 'binary', maxLength: 300 }))
    .map((body) => JSON.stringify({ ...callback, ...body })),
  fc
    .tuple(fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([at, text]) => insert(JSON.stringify(callback), at, text)),
);

const anyHeaders = fc.oneof(
  fc.constant({ 'Content-Type': 'application/json' }),
  fc.dictionary(fc.constantFrom('content-type', 'CONTENT-TYPE', 'x'), fc.string()),
);

/** The parts of API Gateway's event that a caller controls. */
export const anyRequest = fc.record({
  body: anyBody,
  headers: anyHeaders,
  isBase64Encoded: fc.boolean(),
});

function insert(into: string, at: number, text: string): string {
  const index = at % into.length;
  return into.slice(0, index) + text + into.slice(index + text.length);
}
