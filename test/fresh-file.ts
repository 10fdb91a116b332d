import { vi } from 'vitest';

// A worker runs many test files, so that it loads the packages once. The CDK alone takes a second.
// Each file still gets this project's modules anew, since the handlers read their environment when
// they are imported. What the file before left set is taken back.
const worker = globalThis as { firstEnvironment?: NodeJS.ProcessEnv };
worker.firstEnvironment ??= { ...process.env };
for (const name of Object.keys(process.env)) delete process.env[name];
Object.assign(process.env, worker.firstEnvironment);
vi.resetModules();
vi.restoreAllMocks();
vi.unstubAllGlobals();
vi.useRealTimers();
