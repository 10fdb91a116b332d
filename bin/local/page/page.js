/** The page of the local receiver. Text only ever becomes text nodes, never HTML. */

const maxRows = 200;
const meanings = {
  recorded: 'New: it made one record.',
  duplicate: 'Known: counted as a retransmission, and answered as the first delivery was.',
  conflict: 'Refused: this uuid came before with other content, which is kept.',
  malformed: 'Refused: it is not what the contract asks for.',
  unauthenticated: 'Refused: secureLogin and providerId are not a known pair.',
  queued: 'The table could not take it. The overflow queue keeps it until the table can.',
  unavailable: 'Neither the table nor the queue could take it: the provider sends it again.',
  failed: 'A defect of the receiver: the provider sends it again.',
  erased: 'Its record was erased for good. It is answered as delivered, and nothing is stored.',
};
const meaningsOfReplay = {
  recorded: 'The overflow queue kept it, and the replay recorded it.',
  duplicate: 'The overflow queue kept it. The replay found its record already there.',
  conflict: 'The replay found its uuid with other content, and made it a dead letter.',
  erased: 'The replay found its record erased for good, and dropped it.',
};
const byId = (id) => document.getElementById(id);
const rows = new Map();
let isTableOn = true;

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

async function call(path, value) {
  const headers = { 'Content-Type': 'application/json' };
  const reply = await fetch(
    path,
    value && { method: 'POST', headers, body: JSON.stringify(value) },
  );
  if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
  return reply.json();
}

/** Does a button's work and shows an error if it fails. */
async function act(button, work) {
  button.setAttribute('aria-busy', 'true');
  byId('problem').textContent = '';
  try {
    await work();
  } catch (error) {
    byId('problem').textContent =
      `That did not work (${error.message}). Is npm start still running?`;
  }
  button.removeAttribute('aria-busy');
}

/** Returns an id like the provider's. */
const hex = () => crypto.randomUUID().replaceAll('-', '');

/** Gives the form's callback new ids. Leaves text that is no JSON object unchanged. */
function renew() {
  try {
    const callback = JSON.parse(byId('body').value);
    if (typeof callback !== 'object' || callback === null || Array.isArray(callback)) return;
    byId('body').value = JSON.stringify({ ...callback, sessionId: hex(), uuid: hex() }, null, 2);
  } catch {}
}

async function sendForm(event) {
  event.preventDefault();
  await act(byId('send'), async () => {
    const headers = { 'Content-Type': 'application/json' };
    await fetch('/V4/SessionExpired', { method: 'POST', headers, body: byId('body').value });
    if (byId('fresh').checked) renew();
  });
}

const pill = (outcome) => element('span', { className: `pill ${outcome.split(' ')[0]}` }, outcome);

function summaryOf(row) {
  const time = new Date(row.answeredAt);
  const milliseconds = String(time.getMilliseconds()).padStart(3, '0');
  const shownTime = `${time.toLocaleTimeString('en-GB')}.${milliseconds}`;
  const outcome = element('span', { className: 'outcome' }, pill(row.outcome));
  if (row.replayed) outcome.append(' → ', pill(row.replayed));
  const answer = element(
    'span',
    { className: 'answer' },
    element('b', {}, `${row.error}`),
    ` ${row.description}`,
  );
  if (row.cause) answer.append(element('small', {}, `table: ${row.cause}`));
  if (row.delivery?.startsWith('failed'))
    answer.append(element('small', {}, `event ${row.delivery}`));
  return [
    element('time', { dateTime: row.answeredAt }, shownTime),
    outcome,
    answer,
    element('code', { title: row.uuid ?? '' }, row.uuid?.slice(0, 8) ?? '–'),
    element(
      'span',
      { className: 'took' },
      `${row.tookMs < 100 ? row.tookMs : Math.round(row.tookMs)} ms`,
    ),
  ];
}

function part(title, text, otherwise) {
  const content = text ? element('pre', {}, text) : element('p', { className: 'note' }, otherwise);
  return element('section', {}, element('h3', {}, title), content);
}

function actions(id) {
  const again = (way, label) => {
    const button = element('button', { type: 'button' }, label);
    button.onclick = () => act(button, () => call('/page/send', { way, id }));
    return button;
  };
  return element(
    'div',
    { className: 'buttons' },
    again('again', 'Send again'),
    again('changed', 'Send changed'),
    again('fifty-times', 'Fifty at once'),
  );
}

async function fill(item) {
  const { row, parts, meaning } = item;
  meaning.textContent = meaningsOfReplay[row.replayed] ?? meanings[row.outcome] ?? '';
  const shown = await call(`/page/callbacks/${row.id}`).catch(() => undefined);
  if (shown === undefined) return parts.replaceChildren('It is no longer kept here.');
  const event = shown.delivery
    ? `Event (EVENTS_URL: ${shown.delivery})`
    : 'Event, as EventBridge delivers it';
  parts.replaceChildren(
    part('Request', shown.request),
    part('Record, as the query API shows it', shown.record, 'A refused callback has none.'),
    part(event, shown.event, 'Only a new record makes one.'),
    part('Log line', shown.log),
  );
}

/** Fills an opened row again, once for changes that come together. */
function fillSoon(item) {
  item.filling ??= setTimeout(() => {
    item.filling = undefined;
    fill(item);
  }, 200);
}

function add(row) {
  const summary = element('summary', { className: 'row' });
  const meaning = element('p', {});
  const parts = element('div', { className: 'parts' });
  const details = element('details', {}, summary, meaning, actions(row.id), parts);
  const item = { row, summary, details, parts, meaning, element: element('li', {}, details) };
  details.ontoggle = () => details.open && fill(item);
  rows.set(row.id, item);
  byId('list').prepend(item.element);
  const oldest = rows.size > maxRows && rows.values().next().value;
  if (oldest) oldest.element.remove();
  if (oldest) rows.delete(oldest.row.id);
  return item;
}

function show(row, isNews = true) {
  const isNew = !rows.has(row.id);
  const item = rows.get(row.id) ?? add(row);
  item.row = row;
  item.summary.replaceChildren(...summaryOf(row));
  for (const other of rows.values()) {
    if (other.details.open && (other === item || other.row.uuid === row.uuid)) fillSoon(other);
  }
  byId('empty').hidden = true;
  byId('head').hidden = false;
  if (isNews && (isNew || row.replayed))
    announce(`${row.outcome}${row.replayed ? `, then ${row.replayed}` : ''}`);
}

let heard = [];

/** Tells a screen reader, once for callbacks that come together. */
function announce(text) {
  heard.push(text);
  if (heard.length > 1) return;
  setTimeout(() => {
    byId('news').textContent =
      heard.length === 1 ? `Callback ${heard[0]}` : `${heard.length} callbacks`;
    heard = [];
  }, 400);
}

function showState(state) {
  isTableOn = state.isTableOn;
  byId('table').textContent = isTableOn ? 'there' : 'away';
  byId('table').className = isTableOn ? 'on' : 'off';
  byId('switch').textContent = isTableOn ? 'Take the table away' : 'Bring the table back';
  for (const name of ['recorded', 'waiting', 'deadLetters']) byId(name).textContent = state[name];
  byId('dead').hidden = state.deadLetters === 0;
  byId('queue').value = state.waiting;
  byId('queue').max = Math.max(50, state.waiting);
}

const stream = new EventSource('/page/stream');
const hear = (name, listen) =>
  stream.addEventListener(name, ({ data }) => listen(JSON.parse(data)));
hear('state', showState);
hear('callback', show);
hear('all', (all) => {
  rows.clear();
  byId('list').replaceChildren();
  for (const row of all) show(row, false);
});
stream.onopen = () => (byId('connection').textContent = 'connected');
stream.onerror = () =>
  (byId('connection').textContent = 'not connected: is npm start still running?');

byId('form').onsubmit = sendForm;
byId('fifty').onclick = ({ target }) =>
  act(target, () => call('/page/send', { way: 'fifty-new', body: byId('body').value }));
byId('switch').onclick = ({ target }) =>
  act(target, () => call('/page/table', { isOn: !isTableOn }));
byId('body').value = JSON.stringify(await call('/page/sample'), null, 2);
