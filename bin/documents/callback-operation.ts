import { answer } from '../../lambda/callback/answer.ts';
import {
  type Callback,
  callbackSchema,
  requestFieldsRevisions,
} from '../../lambda/callback/callback.ts';
import type { Outcome } from '../../lambda/callback/outcome.ts';
import { answerSchema } from './answer-schemas.ts';
import { jsonSchema } from './json-schema.ts';

const descriptions: Record<keyof Callback, string> = {
  secureLogin: 'User name for authentication in the casino game API service',
  providerId: "Lucky Monaco's provider id in the operator's system",
  sessionId: "The player's game session id on Lucky Monaco's side",
  userId: "The player's id in the operator's system",
  token: "The player's token, from the Authenticate response; only its SHA-256 is kept",
  uuid: 'A unique id for each request; a retransmission has the same one',
};

const callback = {
  secureLogin: 'demo-operator',
  providerId: 'Luckymonaco',
  sessionId: 'd41c3f6a2b5e4f7c8a9b0c1d2e3f4a5b',
  userId: '654321',
  token: 'a-token',
  uuid: '9f8e7d6c5b4a39281706f5e4d3c2b1a0',
};
const { secureLogin: _s, token: _t, ...ofLaterRevision } = callback;

/** Requests with their outcomes, in the order of sending. The second one repeats the first. */
const examples: Record<string, { summary: string; body: object; outcome: Outcome }> = {
  recorded: { summary: 'A new callback', body: callback, outcome: { name: 'recorded' } },
  duplicate: { summary: 'A retransmission', body: callback, outcome: { name: 'duplicate' } },
  conflict: {
    summary: 'A uuid that came before with other content',
    body: { ...callback, userId: '111111' },
    outcome: { name: 'conflict' },
  },
  malformed: {
    summary: 'Fields are missing: those of the later revision, where the earlier one is agreed',
    body: ofLaterRevision,
    outcome: { name: 'malformed', problems: ['secureLogin is missing', 'token is missing'] },
  },
  unauthenticated: {
    summary: 'A secureLogin that is not known',
    body: { ...callback, secureLogin: 'somebody-else' },
    outcome: { name: 'unauthenticated' },
  },
};

/** The schemas of `POST /V4/SessionExpired`, by name. */
export const callbackSchemas = {
  ...Object.fromEntries(
    requestFieldsRevisions.map((revision) => [nameOf(revision), describedCallback(revision)]),
  ),
  Answer: jsonSchema(answerSchema),
};

/** The OpenAPI operation of `POST /V4/SessionExpired`. */
export const callbackOperation = {
  operationId: 'recordExpiry',
  tags: ['Callback'],
  summary: "Records that a player's session has expired",
  description:
    'Called by Lucky Monaco. Whatever went wrong, the answer is an HTTP 200 as long as our code ' +
    'ran: only that is read. Answers that API Gateway gives by itself keep their status and have ' +
    'the same body shape.',
  security: [],
  requestBody: {
    required: true,
    content: {
      'application/json': {
        schema: {
          description: 'Which revision of the fields holds is agreed in each integration',
          anyOf: requestFieldsRevisions.map((revision) => ({
            $ref: `#/components/schemas/${nameOf(revision)}`,
          })),
        },
        examples: mapExamples(({ body }) => body),
      },
    },
  },
  responses: {
    200: {
      description: 'What became of the callback',
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/Answer' },
          examples: mapExamples(({ outcome }) => JSON.parse(answer(outcome, '2024-10-17').body)),
        },
      },
    },
    '4XX': {
      description: 'API Gateway refused the request: a wrong address, too large, too many',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } },
    },
    '5XX': {
      description: 'API Gateway could not reach our code',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Answer' } } },
    },
  },
};

function nameOf(revision: string): string {
  return `Callback-${revision}`;
}

function describedCallback(revision: (typeof requestFieldsRevisions)[number]) {
  const { properties, ...schema } = jsonSchema(callbackSchema(revision));
  return {
    ...schema,
    properties: Object.fromEntries(
      Object.entries(properties as Record<keyof Callback, object>).map(([name, property]) => [
        name,
        { description: descriptions[name as keyof Callback], ...property },
      ]),
    ),
  };
}

function mapExamples(toValue: (example: (typeof examples)[string]) => unknown) {
  return Object.fromEntries(
    Object.entries(examples).map(([name, example]) => [
      name,
      { summary: example.summary, value: toValue(example) },
    ]),
  );
}
