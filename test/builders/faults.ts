import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Body } from './callback.ts';
import { type Fault, toResult } from './endpoint.ts';

interface RightAnswer {
  error: number;
  description: string;
}

/** Returns the JSON object in an event's body, if there is one. */
function bodyOf({ body }: APIGatewayProxyEvent): Body | undefined {
  try {
    const value: unknown = JSON.parse(body ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Returns a fault that changes correct answers. */
export const answering = (change: (answer: RightAnswer, sent: Body) => unknown): Fault => ({
  answer: async (event, handle) => {
    const result = await handle(event);
    return {
      ...result,
      body: JSON.stringify(change(JSON.parse(result.body), bodyOf(event) ?? {})),
    };
  },
});

/** Returns a fault that gives the answer another content type. */
export const typed = (contentType: string): Fault => ({
  answer: async (event, handle) => ({
    ...(await handle(event)),
    headers: { 'Content-Type': contentType },
  }),
});

/** Returns a fault that changes the callback before the handler reads it. */
export const seeing = (change: (sent: Body) => Body): Fault => ({
  answer: (event, handle) => {
    const sent = bodyOf(event);
    return handle(sent === undefined ? event : { ...event, body: JSON.stringify(change(sent)) });
  },
});

/** Returns a fault that changes the body before the handler reads it, JSON or not. */
export const rewriting = (change: (body: string) => string): Fault => ({
  answer: (event, handle) => handle({ ...event, body: change(event.body ?? '') }),
});

/** Returns a fault that refuses callbacks which may be valid. */
export const refusing = (
  isRefused: (event: APIGatewayProxyEvent, sent: Body) => boolean,
): Fault => ({
  answer: async (event, handle) => {
    const sent = bodyOf(event);
    const isWrong = sent !== undefined && isRefused(event, sent);
    return isWrong ? toResult({ error: 7, description: known.join() }) : handle(event);
  },
});

const known = ['secureLogin', 'providerId', 'sessionId', 'userId', 'token', 'uuid'];

/** Returns whether a value is a text. */
export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 256;
