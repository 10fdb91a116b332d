import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** How long the system's resolver waits for a name server, in seconds. */
const resolverSeconds = 5;

/** Milliseconds until a lookup that hangs has ended. */
export const lookupMs = resolverSeconds * 1_000 + 500;

/** How many name servers this process has started. */
let started = 0;

/** Names of a process's own, which can be made to hang. */
export interface FaultyNames {
  /** Makes the lookups of a name hang from now on, or end well. */
  hang(name: string, isHanging: boolean): void;
  /** Returns the command line that runs a command with these names. */
  command(file: string, ...args: readonly string[]): readonly [string, ...string[]];
  close(): void;
}

/**
 * Whether this machine can give a process names of its own: that takes Linux's `unshare` and the
 * right to use it, mostly root's.
 */
export function canHangNames(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a name server that never answers. A process started by `command` has only that one, and a
 * hosts file of its own with the names that do not hang. So the real `getaddrinfo` hangs, in the
 * threads that libuv gives it.
 */
export async function startFaultyNames(names: readonly string[]): Promise<FaultyNames> {
  const folder = mkdtempSync(path.join(tmpdir(), 'names-'));
  const hanging = new Set<string>();
  const server = createSocket('udp4');
  const address = await new Promise<string>((resolve, reject) => {
    // An address of the loopback range that is nobody else's, so that several can run at once.
    started += 1;
    const own = `127.${process.pid % 256}.${(process.pid >> 8) % 256}.${started % 256}`;
    server.once('error', reject);
    server.bind(53, own, () => resolve(own));
  });
  const write = () => {
    const well = names.filter((name) => !hanging.has(name));
    // The file is written in place, since the process has it mounted.
    writeFileSync(path.join(folder, 'hosts'), `127.0.0.1 localhost ${well.join(' ')}\n`);
  };
  write();
  writeFileSync(
    path.join(folder, 'resolv.conf'),
    `nameserver ${address}\noptions timeout:${resolverSeconds} attempts:1\n`,
  );
  const mount = (file: string) => `mount --bind '${path.join(folder, file)}' /etc/${file}`;
  const script = `${mount('hosts')} && ${mount('resolv.conf')} && exec "$@"`;

  return {
    hang(name, isHanging) {
      if (isHanging) hanging.add(name);
      else hanging.delete(name);
      write();
    },
    command: (...command) => ['unshare', '--mount', 'sh', '-c', script, 'sh', ...command],
    close() {
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
