import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { toContext, toProxyEvent } from './proxy-event.ts';

/** A route of a REST API with its Lambda handler. */
export interface Route {
  readonly method: string;
  /** May contain parameters. Each is a segment in braces. */
  readonly path: string;
  readonly handler: (
    event: APIGatewayProxyEvent,
    context: Context,
  ) => Promise<APIGatewayProxyResult>;
}

/** API Gateway's limit for a request's body, in bytes. */
const maxBodyBytes = 10 * 1024 * 1024;

/** How long API Gateway waits for a Lambda, in milliseconds. */
const integrationTimeoutMs = 29_000;

/**
 * Returns an HTTP server that acts like API Gateway's REST APIs. It passes a request to its route's
 * handler, or refuses it.
 */
export function restApi(routes: readonly Route[]): Server {
  return createServer(async (request, response) => {
    // Not resolved as a URL: a path that starts with two slashes would become a host.
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const found = findRoute(routes, request.method, path);
    if (found === undefined) return refuse(response, 403, 'Missing Authentication Token');

    try {
      const body = await readBody(request);
      if (body === undefined) return refuse(response, 413, 'Request Too Long');

      const { route, pathParameters } = found;
      const event = toProxyEvent(request, body, route.path, pathParameters);
      const result = await route.handler(event, toContext(route.path, integrationTimeoutMs));
      response.writeHead(result.statusCode, result.headers as Record<string, string>);
      response.end(result.body);
    } catch (error) {
      // The client left before its body was complete, so nobody waits for an answer.
      if (!request.complete) return;
      console.error(error);
      refuse(response, 502, 'Internal server error');
    }
  });
}

function findRoute(routes: readonly Route[], method: string | undefined, path: string) {
  for (const route of routes) {
    const pathParameters = route.method === method ? matchPath(route.path, path) : undefined;
    if (pathParameters !== undefined) return { route, pathParameters };
  }
  return undefined;
}

/**
 * Returns the path's parameters by name, still percent-encoded. Returns undefined if the route does
 * not match. A slash may follow the path.
 */
function matchPath(route: string, path: string): Record<string, string> | undefined {
  const pattern = route.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const match = new RegExp(`^${pattern}/?$`).exec(path);
  return match === null ? undefined : { ...match.groups };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(JSON.stringify({ message }));
}

/** Resolves to undefined if the body is too long. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
