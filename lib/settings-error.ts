/** A wrong setting: its message is one line that names it and says what to write. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
