import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { lockedPackages } from '../audit/locked-packages.ts';

/** Runs a program and resolves to its outputs. */
export const run = promisify(execFile);

/**
 * The Node.js versions to test with: the machine's own, which may be 20, and the launcher's newer
 * one.
 */
export const nodes = [...new Set([ownNode(), process.execPath])];

function ownNode(): string {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const outside = folders.filter((folder) => !folder.includes('node_modules'));
  return outside.map((folder) => path.join(folder, 'node')).find(existsSync) ?? process.execPath;
}

/** Another project that depends on the packed package. */
export interface ClientProject {
  readonly folder: string;
  readonly modules: string;
  /** The folder of the installed package. */
  readonly installed: string;
  /** Writes a file of the project. */
  write(file: string, text: string): void;
}

/**
 * Installs the packed package into a new project without a registry, as `npm install` of the
 * tarball would do. Beside it are only the packages that the lockfile names for its `dependencies`.
 * A dependency that the package forgot to declare is missing there too.
 */
export async function aClientProject(): Promise<ClientProject> {
  const folder = mkdtempSync(path.join(tmpdir(), 'project-'));
  const modules = path.join(folder, 'node_modules');
  const installed = path.join(modules, 'session-expired-client');
  const pack = ['pack', '--workspace', 'lib/client', '--json', '--loglevel', 'error'];
  const { stdout } = await run('npm', [...pack, '--pack-destination', folder]);
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('[')));
  mkdirSync(installed, { recursive: true });
  await run('tar', [
    '-xzf',
    path.join(folder, filename),
    '-C',
    installed,
    '--strip-components',
    '1',
  ]);
  for (const dependency of lockedPackages('lib/client')) {
    const filter = (source: string) =>
      source === dependency || path.basename(source) !== 'node_modules';
    cpSync(dependency, path.join(folder, dependency), { recursive: true, filter });
  }
  return {
    folder,
    modules,
    installed,
    write: (file, text) => writeFileSync(path.join(folder, file), text),
  };
}
