import * as v from 'valibot';
import { answer } from '../../lambda/query/answer.ts';
import { identifierSchema, listParameters } from '../../lambda/query/request.ts';
import {
  sessionRecordDetailsSchema,
  sessionRecordRowSchema,
} from '../../lambda/records/session-record.ts';
import { problemSchema, recordListSchema } from './answer-schemas.ts';
import { jsonSchema } from './json-schema.ts';
import { getExamples, listExamples, type QueryExample } from './query-examples.ts';

type Examples = Readonly<Record<string, QueryExample>>;

const moment =
  'ISO 8601: a date, which is its midnight in UTC, or date and time with Z or an offset. ' +
  'Compared with receivedAt.';

const descriptions: Record<keyof typeof listParameters, string> = {
  sessionId: 'Whose records: of this session. Exactly one of sessionId and userId is given.',
  userId: 'Whose records: of this user. Exactly one of sessionId and userId is given.',
  from: `The earliest arrival, inclusive. ${moment}`,
  to: `The latest arrival, exclusive. ${moment}`,
  limit: 'How many records a page holds',
  order: 'By receivedAt',
  cursor:
    'The nextCursor of the page before. Opaque, and good only for the query that it came from; ' +
    'limit may change.',
};

/** The schemas of the query API, by name. */
export const querySchemas = {
  SessionRecord: jsonSchema(sessionRecordDetailsSchema),
  SessionRecordRow: jsonSchema(sessionRecordRowSchema),
  SessionRecordList: jsonSchema(recordListSchema, { SessionRecordRow: sessionRecordRowSchema }),
  Problem: jsonSchema(problemSchema),
  Refusal: jsonSchema(v.omit(problemSchema, ['status'])),
};

/** The OpenAPI operation of `GET /session-records/{uuid}`. */
export const getOperation = {
  operationId: 'getSessionRecord',
  tags: ['Query'],
  summary: 'Gets a session record by its uuid',
  description:
    'Strongly consistent: the record as it is now, with every delivery that was answered.',
  parameters: [
    {
      name: 'uuid',
      in: 'path',
      required: true,
      description: "The provider's unique id of the request",
      schema: jsonSchema(identifierSchema),
      examples: parameterExamples(getExamples, 'uuid'),
    },
  ],
  responses: {
    200: success('The record', 'SessionRecord', getExamples),
    400: problem('The uuid is longer than any is, or its percent-encoding is wrong'),
    404: problem('There is no such record', getExamples, 404),
    410: problem("The record was erased at the player's request", getExamples, 410),
    ...commonResponses(),
  },
};

/** The OpenAPI operation of `GET /session-records`. */
export const listOperation = {
  operationId: 'listSessionRecords',
  tags: ['Query'],
  summary: 'Lists the session records of a session or a user',
  description:
    'Following nextCursor to the last page, which has none, gives every record that matched at ' +
    'the start exactly once, whatever is written meanwhile. Lists are eventually consistent: a ' +
    'new record may take a moment to appear.',
  parameters: Object.entries(listParameters).map(([name, schema]) => ({
    name,
    in: 'query',
    description: descriptions[name as keyof typeof listParameters],
    schema: parameterSchema(schema),
    examples: parameterExamples(listExamples, name),
  })),
  responses: {
    200: success('A page of the list', 'SessionRecordList', listExamples),
    400: problem(
      'A parameter is wrong; detail names it and says what is accepted',
      listExamples,
      400,
    ),
    ...commonResponses(),
  },
};

/** Adds the default as a parsed value, not as the parameter's text. */
function parameterSchema(schema: v.GenericSchema) {
  const { success: isOptional, output } = v.safeParse(schema, undefined);
  return { ...jsonSchema(schema), ...(isOptional && output !== undefined && { default: output }) };
}

function success(description: string, name: string, examples: Examples) {
  return {
    description,
    headers: noStore(),
    content: {
      'application/json': {
        schema: { $ref: `#/components/schemas/${name}` },
        examples: answerExamples(examples, 200),
      },
    },
  };
}

function problem(description: string, examples: Examples = {}, status = 0) {
  const answers = answerExamples(examples, status);
  return {
    description,
    headers: noStore(),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        ...(Object.keys(answers).length > 0 && { examples: answers }),
      },
    },
  };
}

function commonResponses() {
  const refusal = {
    'application/problem+json': { schema: { $ref: '#/components/schemas/Refusal' } },
  };
  const retryAfter = {
    'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } },
  };
  const unavailable = problem('The table did not answer in time');
  return {
    403: { description: 'IAM does not let the caller in', headers: noStore(), content: refusal },
    429: {
      description: 'Too many requests',
      headers: { ...noStore(), ...retryAfter },
      content: refusal,
    },
    500: problem('An unexpected error, which was logged'),
    503: { ...unavailable, headers: { ...unavailable.headers, ...retryAfter } },
  };
}

function noStore() {
  return {
    'Cache-Control': { description: 'No cache may keep it', schema: { const: 'no-store' } },
  };
}

function parameterExamples(examples: Examples, parameter: string) {
  return Object.fromEntries(
    Object.entries(examples).flatMap(([name, { parameters }]) =>
      parameters[parameter] === undefined ? [] : [[name, { value: parameters[parameter] }]],
    ),
  );
}

function answerExamples(examples: Examples, status: number) {
  return Object.fromEntries(
    Object.entries(examples).flatMap(([name, { summary, outcome }]) => {
      const { statusCode, body } = answer(outcome);
      return statusCode === status ? [[name, { summary, value: JSON.parse(body) }]] : [];
    }),
  );
}
