import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { callbackRoute } from '../../lambda/callback/callback.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import type { CallbackJournal, JournalEntry } from './callback-journal.ts';
import { detailsOf, rowOf } from './callback-view.ts';
import { isWay, resend, sampleCallback } from './callbacks-to-send.ts';

/** The state that the page shows besides the callbacks. */
export interface PageState {
  readonly isTableOn: boolean;
  /** Callbacks on the overflow queue. */
  readonly waiting: number;
  readonly deadLetters: number;
  /** The number of new records. */
  readonly recorded: number;
}

/** The state and the controls behind the page. */
export interface PageRoutesProps {
  readonly settings: Settings;
  readonly journal: CallbackJournal;
  readonly state: () => PageState;
  readonly turnTable: (isOn: boolean) => void;
}

const files: Record<string, readonly [name: string, type: string]> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/page/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/page/page.js': ['page.js', 'text/javascript; charset=utf-8'],
};

/** The browser runs, loads and frames nothing from elsewhere. No script may turn text into HTML. */
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
    "require-trusted-types-for 'script'; trusted-types 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

/** Returns the routes of the page. They are not deployed. */
export function pageRoutes(props: PageRoutesProps) {
  const { settings, journal, state } = props;
  const pages = new Set<ServerResponse>();
  const showAll = (name: string, value: unknown) => {
    for (const page of pages) push(page, name, value);
  };
  const showState = () => showAll('state', state());
  const stream: Answer = async (_, response) => {
    response.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream' });
    const rows = journal.entries().map((entry) => rowOf(entry, settings));
    push(response, 'all', rows);
    push(response, 'state', state());
    pages.add(response);
    response.on('close', () => pages.delete(response));
  };
  const details: Answer = async (request, response) => {
    const entry = journal.find(Number(request.url?.split('/').at(-1)));
    if (entry === undefined) return send(response, 404, { message: 'this callback is forgotten' });
    send(response, 200, await detailsOf(entry, settings, originOf(request)));
  };
  const sendAgain: Answer = async (request, response) => {
    const { way, id, body } = await readControl(request);
    if (!isWay(way)) return send(response, 400, { message: 'there is no such way to send' });
    const fromForm = { path: callbackRoute.path, contentType: 'application/json' };
    const again = journal.find(Number(id))?.request ?? { ...fromForm, body: String(body) };
    await resend(originOf(request), way, again);
    send(response, 200, {});
  };
  const turnTable: Answer = async (request, response) => {
    const { isOn } = await readControl(request);
    props.turnTable(isOn === true);
    showState();
    send(response, 200, {});
  };
  const routes: Record<string, Answer> = {
    'GET /page/stream': stream,
    'GET /page/sample': async (_, response) => send(response, 200, sampleCallback(settings)),
    'GET /page/callbacks': details,
    'POST /page/send': sendAgain,
    'POST /page/table': turnTable,
  };

  return {
    /** Answers a request of the page. Returns false for any other request. */
    answer(request: IncomingMessage, response: ServerResponse): boolean {
      const path = request.url?.split('?')[0] ?? '';
      const file = request.method === 'GET' ? files[path] : undefined;
      const route = routes[`${request.method} ${path.replace(/\/\d+$/, '')}`];
      const answer = file === undefined ? route : () => sendFile(response, ...file);
      answer?.(request, response).catch((error: unknown) => refuse(response, error));
      return answer !== undefined;
    },
    /** Shows a new or changed callback on every open page. */
    showCallback(entry: JournalEntry) {
      showAll('callback', rowOf(entry, settings));
      showState();
    },
    /** Shows the state on every open page. */
    showState,
  };
}

/** A control request that the page would not send. */
class ControlError extends Error {}

/**
 * Accepts JSON only. A foreign page needs permission (CORS) for this content type, and never gets
 * it.
 */
async function readControl(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (request.headers['content-type'] !== 'application/json')
    throw new ControlError('send application/json');
  const body = await text(request);
  try {
    return { ...JSON.parse(body) };
  } catch {
    // The cause is left out, since it quotes the body.
    throw new ControlError('send a JSON object');
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  const isControl = error instanceof ControlError;
  if (!isControl) console.error(error);
  send(response, isControl ? 400 : 500, { message: isControl ? error.message : 'failed' });
}

function originOf({ socket }: IncomingMessage): string {
  return `http://127.0.0.1:${socket.localPort}`;
}

function push(page: ServerResponse, name: string, value: unknown): void {
  page.write(`event: ${name}\ndata: ${JSON.stringify(value)}\n\n`);
}

async function sendFile(response: ServerResponse, name: string, type: string): Promise<void> {
  const content = await readFile(new URL(`page/${name}`, import.meta.url));
  response.writeHead(200, { ...headers, 'Content-Type': type }).end(content);
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { ...headers, 'Content-Type': 'application/json' });
  response.end(JSON.stringify(value));
}
