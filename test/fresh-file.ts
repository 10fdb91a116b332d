import { afterAll, vi } from 'vitest';

// A worker runs many test files, so that it loads the packages once. The CDK alone takes a second.
// Each file still gets this project's modules anew, since the handlers read their environment when
// they are imported. Each file also starts with the environment that the first one found.
const environment = { ...process.env };
vi.resetModules();
afterAll(() => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
});
