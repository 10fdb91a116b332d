import { fileURLToPath } from 'node:url';

/** A key and a certificate for 127.0.0.1. The handler's process is told to trust it. */
export const certificateFile = fileURLToPath(
  new URL('../certificates/self-signed-test-only.pem', import.meta.url),
);
