import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { eventSchema } from '../../../bin/documents/event-schema.ts';
import { jsonText } from '../../../bin/documents/json-text.ts';
import { openApiDocument } from '../../../bin/documents/openapi-document.ts';

const read = (file: string) => readFileSync(file, 'utf8');

describe('docs/openapi.json', () => {
  it('is what `npm run openapi` makes of the code', () => {
    expect(read('docs/openapi.json')).toBe(jsonText(openApiDocument()));
  });

  it('passes the linter', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const problems = await lintFromString({ source: read('docs/openapi.json'), config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
      [],
    );
  });

  it('is linted, indeed', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const { paths: _, ...broken } = openApiDocument();
    expect(await lintFromString({ source: jsonText(broken), config })).not.toEqual([]);
  });
});

describe('docs/session-expired-event.schema.json', () => {
  it('is what `npm run event-schema` makes of the code', () => {
    expect(read('docs/session-expired-event.schema.json')).toBe(jsonText(eventSchema()));
  });
});
