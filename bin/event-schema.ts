import { fileURLToPath } from 'node:url';
import { eventSchema } from './documents/event-schema.ts';
import { exitStatus } from './kit/exit.ts';
import { writeUserFile } from './kit/files.ts';
import { jsonText } from './kit/formats.ts';
import { runCommand } from './kit/run-command.ts';

const file = fileURLToPath(new URL('../docs/session-expired-event.schema.json', import.meta.url));

await runCommand({
  name: 'event-schema',
  async run() {
    writeUserFile(file, jsonText(eventSchema()));
    return exitStatus.well;
  },
});
