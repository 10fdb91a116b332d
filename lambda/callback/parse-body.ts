import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Outcome } from './outcome.ts';

/**
 * How deep a body may be nested. A callback has one level. The others are for fields that we do not
 * know.
 */
const maxLevels = 64;

const byteOrderMark = '\ufeff';

/** Puts the parsed body on the event, or ends the chain as `malformed`. */
export function parseBody(): MiddlewareObj<APIGatewayProxyEvent, Outcome> {
  return {
    before: function parseBodyBefore({ event }): Outcome | undefined {
      const body = parse(event);
      const problem = body === undefined ? 'the body is not valid JSON' : problemOf(body);
      if (problem !== undefined) return { name: 'malformed', problems: [problem] };
      Object.assign(event, { body });
      return undefined;
    },
  };
}

/** Returns undefined if the body is not JSON in UTF-8. */
function parse(event: APIGatewayProxyEvent): unknown {
  const text = toText(event);
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Removes the byte order mark that senders on .NET put before the JSON. */
function toText({ body, isBase64Encoded }: APIGatewayProxyEvent): string | undefined {
  const text = isBase64Encoded ? decode(Buffer.from(body ?? '', 'base64')) : (body ?? 'null');
  return text?.startsWith(byteOrderMark) ? text.slice(1) : text;
}

/** Returns undefined if the bytes are not UTF-8. A loose decoder would make two ids one. */
function decode(bytes: Buffer): string | undefined {
  const text = bytes.toString();
  return Buffer.from(text).equals(bytes) ? text : undefined;
}

/** Checks the body level by level. Recursion could run out of stack. */
function problemOf(body: unknown): string | undefined {
  let level = [body];
  for (let levels = 0; level.length > 0; levels++) {
    if (levels > maxLevels) return `the body must not be nested deeper than ${maxLevels} levels`;
    const objects = level.filter((value) => typeof value === 'object' && value !== null);
    if (objects.some((object) => Object.hasOwn(object, '__proto__'))) {
      return 'the body must not hold the key __proto__';
    }
    level = objects.flatMap((object) => Object.values(object));
  }
  return undefined;
}
