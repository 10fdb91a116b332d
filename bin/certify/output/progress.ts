import type { Finding } from '../group.ts';

/** Shows the progress of a run. */
export interface Progress {
  /**
   * Called before the first request. The names of all made-up sessions and users start with `mark`.
   */
  announce(mark: string): void;
  /** Called before each group, the `step`th of `steps`. */
  start(group: string, step: number, steps: number): void;
  finish(group: string, findings: readonly Finding[]): void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Returns a progress for people. A terminal shows one line that changes. Other outputs get a line
 * for each group.
 */
export function visibleProgress(output: Output, announcement: (mark: string) => string): Progress {
  const isTerminal = output.isTTY === true;
  return {
    announce: (mark) => void output.write(`${announcement(mark)}\n\n`),
    start(group, step, steps) {
      if (isTerminal) output.write(`\r\u001b[K[${step}/${steps}] ${group} …`);
    },
    finish(group, findings) {
      const passed = findings.filter((finding) => finding.passed).length;
      output.write(
        isTerminal ? '\r\u001b[K' : `${group}: ${passed} of ${findings.length} passed\n`,
      );
    },
  };
}
