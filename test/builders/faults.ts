import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Body } from './callback.ts';
import { type Fault, toResult } from './endpoint.ts';

interface RightAnswer {
  error: number;
  description: string;
}

/** The JSON object that an event carries, if it does. */
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

/** Says something else than the right answer. */
export const answering = (change: (answer: RightAnswer, sent: Body) => unknown): Fault => ({
  answer: async (event, handle) => {
    const result = await handle(event);
    return {
      ...result,
      body: JSON.stringify(change(JSON.parse(result.body), bodyOf(event) ?? {})),
    };
  },
});

/** Gives the answer another content type. */
export const typed = (contentType: string): Fault => ({
  answer: async (event, handle) => ({
    ...(await handle(event)),
    headers: { 'Content-Type': contentType },
  }),
});

/** Sees something else than what was sent. */
export const seeing = (change: (sent: Body) => Body): Fault => ({
  answer: (event, handle) => {
    const sent = bodyOf(event);
    return handle(sent === undefined ? event : { ...event, body: JSON.stringify(change(sent)) });
  },
});

/** Refuses what may be right. */
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

export const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 256;
