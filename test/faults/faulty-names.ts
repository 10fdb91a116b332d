import { execFileSync } from 'node:child_process';
import dns from 'node:dns';
import { closeSync, constants, openSync, readFile, unlinkSync } from 'node:fs';
import path from 'node:path';

/** The variable with the folder of the names that hang. */
export const namesVariable = 'HANGING_NAMES_FOLDER';

/**
 * Makes a name hang until the returned function is called. A lookup opens a named pipe that has no
 * writer. This occupies one of libuv's threads until it ends, as `getaddrinfo` does.
 *
 * @param pipe the path of the pipe: the name, in the folder of the names that hang
 */
export function blockName(pipe: string): () => void {
  execFileSync('mkfifo', [pipe]);
  return () => {
    const writer = openSync(pipe, constants.O_RDWR);
    unlinkSync(pipe);
    // The writer lets the waiting readers in. They end when it closes.
    setTimeout(() => closeSync(writer), 500);
  };
}

/** Resolves names that end with `.test` to 127.0.0.1 in this process, once their pipe is gone. */
export function installFaultyNames(): void {
  const { lookup } = dns;
  const faulty = (
    name: string,
    options: dns.LookupOptions,
    answer: (...result: unknown[]) => void,
  ) => {
    if (!name.endsWith('.test')) return lookup(name, options, answer);
    readFile(path.join(process.env[namesVariable] ?? '', name), () =>
      options.all
        ? answer(null, [{ address: '127.0.0.1', family: 4 }])
        : answer(null, '127.0.0.1', 4),
    );
  };
  Object.assign(dns, { lookup: faulty });
}
