import { fileURLToPath } from 'node:url';
import { openApiDocument } from './documents/openapi-document.ts';
import { exitStatus } from './kit/exit.ts';
import { writeUserFile } from './kit/files.ts';
import { jsonText } from './kit/formats.ts';
import { runCommand } from './kit/run-command.ts';

const file = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));

await runCommand({
  name: 'openapi',
  async run() {
    writeUserFile(file, jsonText(openApiDocument()));
    return exitStatus.well;
  },
});
