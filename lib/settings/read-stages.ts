import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A wrong setting. The message is one line that names the setting and says what to write. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** The settings of each stage as they were written, and where: a phrase for messages. */
export interface Stages {
  readonly known: Readonly<Record<string, unknown>>;
  readonly home: string;
}

/**
 * Returns the settings of each stage from the context value `stages`: an object, its JSON text, or
 * `@` and the name of a file with the JSON text. The name is relative to the current folder, as in
 * other commands that take `@file`.
 *
 * @throws SettingsError if there is no such file, or if it does not hold an object in JSON
 */
export function readStages(value: unknown): Stages {
  const { parsed, home } =
    typeof value === 'string' ? parse(value) : { parsed: value, home: 'cdk.json' };
  if (isObject(parsed)) return { known: parsed, home };
  throw new SettingsError(
    `stages: write an object with the settings of each stage, {"prod": {…}}, in ${home}`,
  );
}

function parse(text: string): { parsed: unknown; home: string } {
  if (!text.startsWith('@')) {
    // CDK's command line cuts a value at its first CR or LF.
    const hint = 'what -c passes is not JSON on one line; name a file instead, -c stages=@FILE';
    return { parsed: parseJson(text.replace(/^\uFEFF/, ''), hint), home: '-c stages' };
  }
  const file = text.slice(1);
  return { parsed: parseJson(readText(file), `${file} is not JSON`), home: file };
}

/** Returns the text of a file in UTF-8, or in UTF-16 with a byte order mark. Both are usual. */
function readText(file: string): string {
  const place = path.resolve(file);
  try {
    const bytes = readFileSync(place);
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem =
      {
        ENOENT: 'does not exist; write -c stages=@FILE with a path from the current folder',
        ERR_ENCODING_INVALID_ENCODED_DATA: 'is not UTF-8; save it as UTF-8',
      }[code ?? ''] ?? `cannot be read (${code})`;
    throw new SettingsError(`stages: the file ${place} ${problem}`);
  }
}

function encodingOf(bytes: Buffer): string {
  const mark = bytes.toString('hex', 0, 2);
  return { fffe: 'utf-16le', feff: 'utf-16be' }[mark] ?? 'utf-8';
}

/** Parses JSON. An error names the place and quotes nothing: the text may hold a secureLogin. */
function parseJson(text: string, hint: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [place = ''] = /\(line \d+ column \d+\)/.exec(`${error}`) ?? [];
    throw new SettingsError(`stages: ${hint} ${place}`.trimEnd());
  }
}

/** Returns whether a value is an object with names. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
