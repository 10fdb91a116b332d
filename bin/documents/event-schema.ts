import { sessionExpiredEventSchema } from '../../lib/events/session-expired-event.ts';
import { exampleRows } from './example-records.ts';
import { type JsonSchema, jsonSchema } from './json-schema.ts';

/** Returns the JSON Schema of the SessionExpired event. */
export function eventSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'SessionExpired',
    description:
      'One for each new session record, never for a retransmission. Ignore fields that you do ' +
      'not know.',
    ...jsonSchema(sessionExpiredEventSchema),
    examples: exampleRows.map((row) => ({
      source: 'session-expired',
      'detail-type': 'SessionExpired',
      detail: { schemaVersion: 1, ...row },
    })),
  };
}
