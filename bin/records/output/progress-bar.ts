interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how far a run is. */
export interface ProgressBar {
  advance(): void;
  /** Removes the bar. */
  end(): void;
}

const width = 30;

/** Returns a bar for a terminal, with the time left. Other outputs get nothing. */
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
      const bar = '='.repeat(filled).padEnd(width);
      const line = `[${bar}] ${done} of ${total}, ${toTime(secondsLeft)} left`;
      if (line !== shown) output.write(`\r\u001b[K${line}`);
      shown = line;
    },
    end: () => void output.write('\r\u001b[K'),
  };
}

function toTime(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
