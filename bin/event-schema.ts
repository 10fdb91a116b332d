import { writeFileSync } from 'node:fs';
import { eventSchema } from './documents/event-schema.ts';
import { jsonText } from './documents/json-text.ts';

writeFileSync('docs/session-expired-event.schema.json', jsonText(eventSchema()));
