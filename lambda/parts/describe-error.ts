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

/** The stack begins with the message, which may have lines of its own: it is cut out, and only what is a frame is kept. */
function framesOf({ stack = '', message }: Error): string[] {
  const [, ...rest] = stack.split(message);
  return (message === '' ? stack : rest.join(''))
    .split('\n')
    .filter((line) => frame.test(line))
    .slice(0, maxFrames)
    .map((line) => line.trim());
}

const plainName = /^[\w.-]{1,64}$/;

/** Returns a name that a caller chose, or a stand-in unless it looks like a name: it may be logged and answered. */
export function toPlainName(name: string): string {
  return plainName.test(name) ? name : '(not a plain name)';
}
