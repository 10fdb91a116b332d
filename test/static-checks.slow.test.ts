import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

// As tests, they run beside the others. Before the tests, they would leave a core idle.
it.each(['typecheck', 'lint'])('npm run %s finds nothing', async (script) => {
  await promisify(execFile)('npm', ['run', '--silent', script]).catch(
    ({ stdout, stderr, message }) => expect.unreachable(stdout + stderr || message),
  );
});
