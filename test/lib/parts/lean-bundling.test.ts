import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverLoaded } from '../../../lib/parts/lean-bundling.ts';
import { bundle, leanOptions, synthesizedBundle } from '../../benchmark/variants.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'lean-bundle-'));
let code = '';

beforeAll(async () => {
  code = readFileSync(await synthesizedBundle(path.join(folder, 'cdk.out')), 'utf8');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe("the callback's bundle, as cdk synth makes it", () => {
  it('is at most 240 KB', () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(240_000);
  });

  it('leaves out what Lambda never loads', () => {
    for (const name of neverLoaded) {
      // Still named where it would be loaded, and there only.
      expect(code.split(`"${name}"`).length - 1, name).toBeLessThanOrEqual(1);
      expect(code, name).not.toMatch(new RegExp(`from ?"${name}"`));
    }
  });

  it("does not import node:http, which would load Node's WebSocket and fetch client", () => {
    expect(code).not.toMatch(/(from|import|import\()\s*"(node:)?http"/);
  });

  it('is what the benchmark builds its variants with, byte for byte', async () => {
    const built = await bundle(path.join(folder, 'index.mjs'), 'lambda/callback/handler.ts', leanOptions);
    expect(readFileSync(built, 'utf8') === code).toBe(true);
  });
});
