import { readFileSync } from 'node:fs';

interface LockedPackage {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

/**
 * Returns the folders of the packages that a workspace needs to run, below the repository. They are
 * its `dependencies` and theirs, as package-lock.json resolves them.
 *
 * @param workspace the folder of the workspace, '' for the root
 * @param except names of its `dependencies` to leave out
 */
export function lockedPackages(workspace: string, except: readonly string[] = []): string[] {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const found = new Set<string>();
  const visit = (folder: string, skipped: readonly string[] = []) => {
    const { dependencies = {}, optionalDependencies = {} } = packages[folder] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const resolved = skipped.includes(name) ? undefined : resolve(folder, name);
      if (resolved === undefined || found.has(resolved)) continue;
      found.add(resolved);
      visit(resolved);
    }
  };
  /** Looks a package up as Node.js does: in the folder's own node_modules, then in those above. */
  const resolve = (folder: string, name: string): string | undefined => {
    const at = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[at] !== undefined) return at;
    if (folder === '') return undefined;
    const above = folder.replace(/(^|\/)node_modules\/(@[^/]+\/)?[^/]+$/, '');
    return resolve(above === folder ? '' : above, name);
  };
  visit(workspace, except);
  return [...found];
}
