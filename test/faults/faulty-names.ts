import { execFileSync } from 'node:child_process';
import dns from 'node:dns';
import { closeSync, constants, mkdtempSync, openSync, readFile, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Where a process with faulty names finds those that hang. */
const variable = 'HANGING_NAMES_FOLDER';

/** Makes the folder of names that hang, for this process and those that it starts. */
export function makeNamesFolder(): Record<string, string> {
  process.env[variable] ??= mkdtempSync(path.join(tmpdir(), 'names-'));
  return { [variable]: process.env[variable] };
}

/**
 * Makes a name hang, until the returned function is called. A lookup of it opens a named pipe that nobody writes to. This takes one of
 * libuv's threads until it ends, as `getaddrinfo` does.
 */
export function blockName(name: string): () => void {
  const pipe = path.join(process.env[variable] ?? '', name);
  execFileSync('mkfifo', [pipe]);
  return () => {
    const writer = openSync(pipe, constants.O_RDWR);
    unlinkSync(pipe);
    // Who waits was let in by the writer; the last one closes.
    setTimeout(() => closeSync(writer), 500);
  };
}

/** Makes names that end with `.test` lead to 127.0.0.1 in this process, once their pipe is gone. */
export function installFaultyNames(): void {
  const { lookup } = dns;
  const faulty = (
    name: string,
    options: dns.LookupOptions,
    answer: (...result: unknown[]) => void,
  ) => {
    if (!name.endsWith('.test')) return lookup(name, options, answer);
    readFile(path.join(process.env[variable] ?? '', name), () =>
      options.all
        ? answer(null, [{ address: '127.0.0.1', family: 4 }])
        : answer(null, '127.0.0.1', 4),
    );
  };
  Object.assign(dns, { lookup: faulty });
}
