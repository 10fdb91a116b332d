interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Is told how far a run is. */
export interface ProgressBar {
  advance(): void;
  /** Takes the bar away. */
  end(): void;
}

const width = 30;

/** Returns a bar that fills up on a terminal, with the time left. Elsewhere nothing is written. */
export function progressBar(output: Output, total: number): ProgressBar {
  if (output.isTTY !== true) return { advance: () => {}, end: () => {} };
  const startedAt = performance.now();
  let done = 0;
  let shown = '';
  return {
    advance() {
      done += 1;
      const filled = Math.floor((done / total) * width);
      const secondsLeft = Math.ceil(
        (((performance.now() - startedAt) / done) * (total - done)) / 1_000,
      );
      const line = `[${'='.repeat(filled).padEnd(width)}] ${done} of ${total}, ${toTime(secondsLeft)} left`;
      if (line !== shown) output.write(`\r\u001b[K${line}`);
      shown = line;
    },
    end: () => void output.write('\r\u001b[K'),
  };
}

function toTime(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
