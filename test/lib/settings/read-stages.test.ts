import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readStages } from '../../../lib/settings/read-stages.ts';

const known = { prod: { partners: [{ secureLogin: 'o’brien' }] } };

const folder = mkdtempSync(path.join(tmpdir(), 'stages-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file of stages and returns the context value that names it. */
function fileOf(content: string | Buffer): string {
  const file = path.join(mkdtempSync(path.join(folder, 'a-')), 'stages.json');
  writeFileSync(file, content);
  return `@${file}`;
}

describe('readStages', () => {
  it('takes an object, or its JSON text on one line', () => {
    expect(readStages(known)).toMatchObject({ known });
    expect(readStages(JSON.stringify(known))).toMatchObject({ known });
    expect(readStages(`\uFEFF${JSON.stringify(known)}`)).toMatchObject({ known });
  });

  const lines = `\uFEFF${JSON.stringify(known, undefined, 2).replaceAll('\n', '\r\n')}`;

  it.each<[encoding: string, bytes: Buffer]>([
    ['UTF-8', Buffer.from(lines.slice(1))],
    ['UTF-8 with a byte order mark', Buffer.from(lines)],
    ['UTF-16', Buffer.from(lines, 'utf16le')],
    ['UTF-16 of the other byte order', Buffer.from(lines, 'utf16le').swap16()],
  ])('reads a file in %s, with CRLF', (_, bytes) => {
    expect(readStages(fileOf(bytes))).toMatchObject({ known });
  });

  it.each<[wrong: string, value: unknown, message: RegExp]>([
    ['nothing', undefined, /write an object with the settings of each stage, .* in cdk\.json$/],
    ['a list', '[]', /write an object .* in -c stages$/],
    // CDK's command line passes nothing of a value after its first CR or LF.
    ['a text cut at a line break', '{', /-c passes is not JSON .*; name a file .* -c stages=@FILE/],
    ['no file', '@no.json', /the file .+[\\/]no\.json does not exist; write -c stages=@FILE/],
    ['a folder', '@lib', /the file .+[\\/]lib cannot be read \(EISDIR\)$/],
    ['a list in a file', fileOf('[]'), /write an object .* in .+stages\.json$/],
    ['no JSON', fileOf('{"prod": [secret]}'), /.+stages\.json is not JSON$/],
    ['no comma', fileOf('{"a": {}\n"secret": 1}'), /.+ is not JSON \(line 2 column 1\)$/],
    ['Latin-1', fileOf(Buffer.from('"\xe9"', 'latin1')), /.+ is not UTF-8; save it as UTF-8$/],
  ])('says in one line what to write for %s, and quotes nothing', (_, value, message) => {
    const read = () => readStages(value);
    expect(read).toThrow(new RegExp(`^stages: .*${message.source}`));
    expect(read).not.toThrow(/\n|secret/);
  });
});
