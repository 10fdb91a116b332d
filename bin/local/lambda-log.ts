/** A line that a Lambda logged. */
export type LogLine = Readonly<Record<string, unknown>>;

/**
 * Calls `follow` for each line that a Lambda of this process logs. Returns a function that stops
 * it.
 */
export function followLambdaLog(follow: (line: LogLine) => void): () => void {
  const { stdout } = process;
  const write = stdout.write;
  stdout.write = ((...args: Parameters<typeof write>) => {
    for (const text of String(args[0]).split('\n')) {
      const line = text.startsWith('{') ? parseLine(text) : undefined;
      if (line !== undefined) follow(line);
    }
    return write.apply(stdout, args);
  }) as typeof write;
  return () => {
    stdout.write = write;
  };
}

function parseLine(text: string): LogLine | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
