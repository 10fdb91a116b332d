import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/** Fails a test of `npm run test:quick` that starts a process. */
function refuse(): never {
  throw new Error('a quick test starts no process: call its file *.slow.test.ts');
}

// Every asynchronous start of a process calls this method.
Object.assign(childProcess.ChildProcess.prototype, { spawn: refuse });
Object.assign(childProcess, { spawnSync: refuse, execSync: refuse, execFileSync: refuse });
syncBuiltinESMExports();
