import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/** Keeps the tests that `npm run test:quick` runs from starting processes. */
function refuse(): never {
  throw new Error('a quick test starts no process: call its file *.slow.test.ts');
}

// All that start a process without blocking come down to this method.
Object.assign(childProcess.ChildProcess.prototype, { spawn: refuse });
Object.assign(childProcess, { spawnSync: refuse, execSync: refuse, execFileSync: refuse });
syncBuiltinESMExports();
