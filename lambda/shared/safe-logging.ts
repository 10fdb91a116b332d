/** The parts of an error that are safe to log. */
export interface ErrorDescription {
  readonly name: string;
  /** The error code of Node or the SDK, if the error has one. For example, ECONNREFUSED. */
  readonly code?: string;
  /**
   * The stack frames that lead to the error. The first lines of the stack are left out, since they
   * hold the message.
   */
  readonly frames?: readonly string[];
  readonly causes?: readonly ErrorDescription[];
}

const maxFrames = 8;
const maxDepth = 3;

/**
 * Describes an error without its message. Messages from parsers and services quote the data that
 * they received.
 */
export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const causes = depth < maxDepth ? causesOf(error) : [];
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    frames: framesOf(error),
    ...(causes.length > 0 && { causes: causes.map((cause) => describeError(cause, depth + 1)) }),
  };
}

function causesOf(error: Error): readonly unknown[] {
  if (error instanceof AggregateError) return error.errors;
  return error.cause === undefined ? [] : [error.cause];
}

const place = '(file:|node:|/).*:\\d+:\\d+';
const frame = new RegExp(`^ {4}at (async )?([\\w$.<>[\\] ]+ \\(${place}\\)|${place})$`);

/**
 * Returns the stack's frames. The stack begins with the message, which may span several lines. The
 * message is removed, and of the rest only lines that look like frames are kept.
 */
function framesOf({ stack = '', message }: Error): string[] {
  const [, ...rest] = stack.split(message);
  return (message === '' ? stack : rest.join(''))
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, maxFrames)
    .map((line) => line.trim());
}

const plainName = /^[\w.-]{1,64}$/;

/**
 * Returns a name chosen by a caller, or a stand-in if it does not look like a name. The result is
 * safe to log and to answer.
 */
export function toPlainName(name: string): string {
  return plainName.test(name) ? name : '(not a plain name)';
}

/** Runs a report. If it throws, the error goes to stderr and the caller continues. */
export function reportSafely(report: () => void): void {
  try {
    report();
  } catch (error) {
    console.error(
      JSON.stringify({ level: 'ERROR', message: 'the report failed', cause: describeError(error) }),
    );
  }
}

/**
 * Returns a value as JSON that SQS accepts. SQS refuses U+FFFE and U+FFFF, which JSON allows, so
 * they are escaped here. `JSON.stringify` already escapes the other characters that SQS refuses.
 */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\ufffe\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16)}`,
  );
}
