import type { Connect } from './way-element.ts';
import { bodyOf, fieldsOf, setVersion, versionOf } from './way-fields.ts';
import { FITTED } from './way-fit.ts';
import { forget, keep, keptKey, readKept } from './way-kept.ts';
import { offerKept } from './way-offer-kept.ts';
import { saySaved, saySaving, sayTrouble } from './way-save-state.ts';

const PAUSE = 1500;
const RETRY = 8000;
/** Browsers let a page that goes send no more than 64 KiB after itself. */
const KEEPALIVE_LIMIT = 60_000;

/** One form being written in. `saved` is what the server has; `flight` is a save under way. */
type Writing = {
  host: HTMLElement;
  url: string;
  key: string;
  saved: string;
  flight: Promise<void> | undefined;
  stopped: boolean;
  timer: number;
};

/** What the server says of a save: see Autosave in autosave.tsx. */
type Said = {
  savedAt?: string;
  version?: number | string;
  conflict?: string;
  signIn?: string;
  message?: string;
};

/** `<way-autosave url person>`: saves the form inside while a person writes, and loses nothing that is not saved. */
export const connectAutosave: Connect = (host, left) => {
  const url = host.getAttribute('url') ?? '';
  const key = keptKey(host.getAttribute('person') ?? '', url);
  const writing: Writing = {
    host,
    url,
    key,
    saved: fieldsOf(host),
    flight: undefined,
    stopped: false,
    timer: 0,
  };
  const on = { signal: left };
  host.addEventListener('input', () => onChange(writing), on);
  host.addEventListener('change', () => onChange(writing), on);
  host.addEventListener('focusout', () => void save(writing), on);
  host.addEventListener('submit', (event) => onSubmit(writing, event), { ...on, capture: true });
  document.addEventListener(FITTED, () => startAnew(writing), on);
  addEventListener('online', () => void save(writing), on);
  addEventListener('focus', () => void save(writing), on);
  addEventListener('pagehide', () => void save(writing), on);
  document.addEventListener('visibilitychange', () => void save(writing), on);
  left.addEventListener('abort', () => clearTimeout(writing.timer));
  offerKept(host, key);
};

function onChange(writing: Writing) {
  const { host, key } = writing;
  if (!isChanged(writing)) return forget(key);
  keep(key, {
    fields: fieldsOf(host),
    version: versionOf(host),
    at: performance.timeOrigin + performance.now(),
  });
  if (!writing.stopped) saveIn(writing, PAUSE);
}

function saveIn(writing: Writing, wait: number) {
  clearTimeout(writing.timer);
  writing.timer = window.setTimeout(() => void save(writing), wait);
}

function isChanged({ host, saved }: Writing) {
  return fieldsOf(host) !== saved;
}

async function save(writing: Writing) {
  clearTimeout(writing.timer);
  if (writing.stopped || writing.flight || !isChanged(writing)) return;
  writing.flight = sendFields(writing);
  await writing.flight;
  writing.flight = undefined;
}

async function sendFields(writing: Writing) {
  const fields = fieldsOf(writing.host);
  saySaving(writing.host);
  const again = await hear(writing, await post(writing), fields);
  if (again !== undefined && isChanged(writing)) saveIn(writing, again);
}

/** The page may go while this is on its way, so the request outlives it where the browser allows. */
async function post({ host, url }: Writing): Promise<Response | undefined> {
  const body = bodyOf(host);
  const keepalive = body.toString().length < KEEPALIVE_LIMIT;
  try {
    return await fetch(url, { method: 'POST', body, keepalive, headers: { Accept: 'application/json' } });
  } catch {
    return undefined;
  }
}

/** Says how a save went, and gives how long to wait before the next one, if there is to be one. */
async function hear(
  writing: Writing,
  answer: Response | undefined,
  fields: string,
): Promise<number | undefined> {
  if (!answer || answer.status >= 500) {
    sayTrouble(writing.host, 'Offline, kept on this device');
    return RETRY;
  }
  const said = (await answer.json().catch(() => ({}))) as Said;
  if (answer.ok) return heardSaved(writing, said, fields);
  if (answer.status === 401) {
    const link = { href: said.signIn ?? '/sign-in', label: 'Sign in in a new tab' };
    sayTrouble(writing.host, 'You are signed out. Your words are kept on this device.', link);
    return RETRY;
  }
  if (answer.status === 409) {
    writing.stopped = true;
    const link = said.conflict ? { href: said.conflict, label: 'See both' } : undefined;
    sayTrouble(writing.host, 'This text was changed elsewhere. Yours is kept on this device.', link);
    return undefined;
  }
  sayTrouble(writing.host, said.message ?? 'Not saved yet: something in the form needs mending.');
  return undefined;
}

function heardSaved(writing: Writing, said: Said, fields: string) {
  writing.saved = fields;
  setVersion(writing.host, said.version);
  if (!isChanged(writing)) forget(writing.key);
  saySaved(writing.host, said.savedAt ? `Saved ${said.savedAt}` : 'Saved');
  return PAUSE;
}

/** The person sends the form themselves. A save under way ends first, or the form would meet its own save as a conflict. */
function onSubmit(writing: Writing, event: SubmitEvent) {
  const form = event.target as HTMLFormElement;
  if (writing.flight) {
    event.preventDefault();
    event.stopPropagation();
    void writing.flight.then(() => form.requestSubmit(event.submitter));
    return;
  }
  clearTimeout(writing.timer);
  const kept = readKept(writing.key);
  if (!kept) return;
  keep(writing.key, { ...kept, sent: true });
  document.addEventListener(FITTED, () => forgetIfTaken(writing.key), { once: true });
}

function forgetIfTaken(key: string) {
  if (!document.querySelector('[data-errors]')) forget(key);
}

/** A page was fitted over this one: what stands in the form now is what the server sent. */
function startAnew(writing: Writing) {
  clearTimeout(writing.timer);
  writing.saved = fieldsOf(writing.host);
  writing.stopped = false;
  offerKept(writing.host, writing.key);
}
