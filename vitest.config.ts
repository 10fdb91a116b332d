import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Starts the slow tests first. The quick ones then fill both cores until the end. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => moduleId.endsWith('.slow.test.ts');
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig({
  test: {
    pool: 'threads',
    // A worker loads each module once, for all its files. The CDK alone takes a second.
    isolate: false,
    unstubEnvs: true,
    globalSetup: 'test/run-environment.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Some slow tests send fifty callbacks at once. With more workers than cores, the attempts of
    // their writes run out of time, as they should, and the tests fail.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: SlowestFirst },
    silent: 'passed-only',
    // A file is one line of the report, unless something in it fails or takes very long.
    slowTestThreshold: 10_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'quick',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/**/*.slow.test.ts'],
          setupFiles: ['test/no-processes.ts'],
        },
      },
      { extends: true, test: { name: 'slow', include: ['test/**/*.slow.test.ts'] } },
    ],
  },
});
