import type { Finding } from '../group.ts';

/** Is told how a run goes. */
export interface Progress {
  /** Before anything is sent. The mark starts the name of every made-up session and user. */
  announce(mark: string): void;
  /** Before each group, the `step`th of `steps`. */
  start(group: string, step: number, steps: number): void;
  finish(group: string, findings: readonly Finding[]): void;
}

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Returns progress that people can follow. On a terminal it is one line that is written over,
 * elsewhere a line for each group.
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
