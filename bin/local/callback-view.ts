import { queryRoutes } from '../../lambda/query/request.ts';
import { describeError, type ErrorDescription } from '../../lambda/shared/safe-logging.ts';
import type { Settings } from '../../lib/settings/settings.ts';
import type { JournalEntry } from './callback-journal.ts';
import { type CallbackConcealer, callbackConcealer } from './conceal-callback.ts';

/** Returns a callback's row on the page, without secrets. */
export function rowOf(entry: JournalEntry, settings: Settings) {
  const { id, answeredAt, tookMs, answer, outcome, uuid, replayed, delivery } = entry;
  const { conceal } = concealerOf(entry, settings);
  return conceal({
    id,
    answeredAt,
    tookMs: Math.round(tookMs * 10) / 10,
    status: answer.status,
    ...readAnswer(answer.body),
    outcome: outcome.name,
    uuid,
    cause: 'cause' in outcome ? causesOf(describeError(outcome.cause)) : undefined,
    replayed,
    delivery,
  });
}

/** Resolves to an opened callback's parts as texts, without secrets. */
export async function detailsOf(entry: JournalEntry, settings: Settings, origin: string) {
  const { request, uuid, line, event, delivery } = entry;
  const redactor = concealerOf(entry, settings);
  const show = (value: unknown) => JSON.stringify(redactor.conceal(value), null, 2);
  return {
    request: requestText(request, redactor),
    record: uuid === undefined ? undefined : show(await queryRecord(origin, uuid)),
    event: event && show(event),
    delivery,
    log: show(JSON.parse(line)),
  };
}

function concealerOf({ request }: JournalEntry, { partners }: Settings): CallbackConcealer {
  return callbackConcealer(
    request.body,
    partners.flatMap(({ secureLogin }) => secureLogin ?? []),
  );
}

function requestText(
  { path, contentType, sourceIp }: JournalEntry['request'],
  { body, conceal }: CallbackConcealer,
) {
  const type =
    contentType === undefined ? 'no content type' : `Content-Type: ${conceal(contentType)}`;
  return `POST ${conceal(path)}\n${type}\nFrom: ${sourceIp}\n\n${body}`;
}

/** Asks the query API, as another service would. */
async function queryRecord(origin: string, uuid: string): Promise<unknown> {
  const path = queryRoutes.get.path.replace('{uuid}', () => encodeURIComponent(uuid));
  return (await fetch(origin + path)).json();
}

function readAnswer(body: string) {
  const { error, description } = JSON.parse(body);
  return { error, description };
}

/** Returns an error and its causes in one line. */
function causesOf({ name, code, causes = [] }: ErrorDescription): string {
  return [code ?? name, ...causes.map(causesOf)].join(' ← ');
}
