/** Arguments that make no sense: its message is one line that says what to write, and quotes no value. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
