import type { Exchange } from './bench.ts';

const fields = ['token', 'secureLogin', 'sessionId', 'userId', 'uuid'];

/** What is shorter may well stand in an answer by chance. */
const minLength = 8;

/** Says which field's value an answer repeats, and where. Never the value. */
export function findLeak({ callback, reply }: Exchange): string | undefined {
  if (reply.kind === 'unanswered') return undefined;
  for (const field of fields) {
    const mark = markOf(callback[field]);
    if (mark === undefined) continue;
    if (reply.body.includes(mark)) return `the ${field} in the body`;
    if (reply.headers.includes(mark)) return `the ${field} in a header`;
  }
  return undefined;
}

/** The start of a value, which nothing else has: an answer may repeat a long value in part, or write what follows in escapes. */
function markOf(value: unknown): string | undefined {
  const text: unknown = Array.isArray(value) ? value[0] : value;
  const [mark = ''] = typeof text === 'string' ? (/^[!-~]{1,36}/.exec(text) ?? []) : [];
  return mark.length >= minLength ? mark : undefined;
}
