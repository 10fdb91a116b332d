/** What may be logged of an error. */
export interface ErrorDescription {
  readonly name: string;
  /** Node's or the SDK's code, where there is one, such as ECONNREFUSED. */
  readonly code?: string;
  /** Where it was thrown: the stack without its first lines, which hold the message. */
  readonly frames?: readonly string[];
  readonly cause?: ErrorDescription;
}

/** Describes an error without its message: messages of parsers and services quote what was sent to them. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    frames: frames.slice(0, 8).map((line) => line.trim()),
    ...(error.cause instanceof Error && depth < 3 && { cause: describeError(error.cause, depth + 1) }),
  };
}
