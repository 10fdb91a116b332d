import { Console } from 'node:console';
import { Writable } from 'node:stream';

/** Returns a console that keeps every line written to it. */
export function aLineCapture() {
  const lines: string[] = [];
  const output = new Writable({
    write: (chunk, _, done) => {
      lines.push(...String(chunk).split('\n').filter(Boolean));
      done();
    },
  });
  return { lines, console: new Console(output, output) };
}
