/** What may be logged of an error. */
export interface ErrorDescription {
  readonly name: string;
  /** Node's or the SDK's code, where there is one, such as ECONNREFUSED. */
  readonly code?: string;
  /** Where it was thrown: the stack without its first lines, which hold the message. */
  readonly frames?: readonly string[];
  readonly causes?: readonly ErrorDescription[];
}

const maxFrames = 8;
const maxDepth = 3;

/** Describes an error without its message: messages of parsers and services quote what was sent to them. */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  const causes = depth < maxDepth ? causesOf(error) : [];
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    frames: frames.slice(0, maxFrames).map((line) => line.trim()),
    ...(causes.length > 0 && { causes: causes.map((cause) => describeError(cause, depth + 1)) }),
  };
}

function causesOf(error: Error): readonly unknown[] {
  if (error instanceof AggregateError) return error.errors;
  return error.cause === undefined ? [] : [error.cause];
}
