import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import spectral from '@stoplight/spectral-core';
import { oas } from '@stoplight/spectral-rulesets';
import { describe, expect, it } from 'vitest';
import { eventSchema } from '../../../bin/documents/event-schema.ts';
import { openApiDocument } from '../../../bin/documents/openapi-document.ts';
import { jsonText } from '../../../bin/kit/formats.ts';

const read = (file: string) => readFileSync(file, 'utf8');

describe('docs/openapi.json', () => {
  it('is what `npm run openapi` makes of the code', () => {
    expect(read('docs/openapi.json')).toBe(jsonText(openApiDocument()));
  });

  it('passes the linter', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] });
    const problems = await lintFromString({ source: read('docs/openapi.json'), config });
    expect(
      problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]),
    ).toEqual([]);
  });

  it('passes the linter Spectral, with every rule that it recommends', async () => {
    expect(await lintWithSpectral(openApiDocument())).toEqual([]);
  });

  it.each([
    ['without paths', { paths: undefined }],
    [
      'with an example that its schema refuses',
      { components: { schemas: { A: { type: 'string', example: 1 } } } },
    ],
  ])('does not pass Spectral %s', async (_, change) => {
    expect(await lintWithSpectral({ ...openApiDocument(), ...change })).not.toEqual([]);
  });

  it('names the schemas of its answers, so that generated clients have types for them', () => {
    const { schemas } = openApiDocument().components;
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining(['SessionRecord', 'SessionRecordRow', 'SessionRecordList', 'Problem']),
    );
    expect(schemas.SessionRecordList).toMatchObject({
      properties: {
        records: { type: 'array', items: { $ref: '#/components/schemas/SessionRecordRow' } },
      },
    });
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

describe('the patterns in both documents', () => {
  const patterns = ['docs/openapi.json', 'docs/session-expired-event.schema.json'].flatMap((file) =>
    [...read(file).matchAll(/"pattern": (".*")/g)].map(
      ([, pattern = '']) => JSON.parse(pattern) as string,
    ),
  );

  it('use no properties, named groups or lookarounds, which some languages lack', () => {
    expect(patterns.length).toBeGreaterThan(5);
    for (const pattern of patterns) {
      expect(() => new RegExp(pattern, 'u')).not.toThrow();
      expect(pattern).not.toMatch(/\\[pPuUxkKzZAbBGQ](?!\d|[\dA-F]{2})|\(\?(?!:)/);
    }
  });

  it.runIf(hasPython())('are read by Python', () => {
    const program = 'import json, re, sys; [re.compile(p) for p in json.load(sys.stdin)]';
    execFileSync('python3', ['-c', program], { input: JSON.stringify(patterns) });
  });

  it('of a field lets through what the callback does', () => {
    const [pattern = ''] = patterns.filter((each) => each.startsWith('^[^'));
    for (let point = 0; point < 0x300; point++) {
      const text = String.fromCodePoint(point);
      expect([point, new RegExp(pattern).test(text)]).toEqual([point, !/\p{Cc}/u.test(text)]);
    }
  });
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version']);
    return true;
  } catch {
    return false;
  }
}

async function lintWithSpectral(document: object) {
  const linter = new spectral.Spectral();
  linter.setRuleset({ extends: [[oas, 'recommended']] } as never);
  const problems = await linter.run(JSON.stringify(document));
  return problems.map(({ code, message, path }) => [code, message, path.join('.')]);
}
