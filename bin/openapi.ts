import { writeFileSync } from 'node:fs';
import { jsonText } from './documents/json-text.ts';
import { openApiDocument } from './documents/openapi-document.ts';

writeFileSync('docs/openapi.json', jsonText(openApiDocument()));
