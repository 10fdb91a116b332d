/** An output that may be a terminal. */
export interface Terminal {
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
const clearLine = '\r\u001b[K';

/** Replaces the line of a terminal. Without a text it removes the line. Elsewhere does nothing. */
export function showLine(output: Terminal, text = ''): void {
  if (output.isTTY) output.write(clearLine + text);
}

/** Returns a bar for a terminal, with the time left. Other outputs get nothing. */
export function progressBar(output: Terminal, total: number): ProgressBar {
  const startedAt = performance.now();
  let done = 0;
  let shown = '';
  return {
    advance() {
      done += 1;
      const filled = Math.floor((done / total) * width);
      const msLeft = ((performance.now() - startedAt) / done) * (total - done);
      const bar = '='.repeat(filled).padEnd(width);
      const line = `[${bar}] ${done} of ${total}, ${toTime(Math.ceil(msLeft / 1_000))} left`;
      if (line !== shown) showLine(output, line);
      shown = line;
    },
    end: () => showLine(output),
  };
}

function toTime(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
