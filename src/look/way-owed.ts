import { announce } from './way-announce.ts';
import { make } from './way-element.ts';
import { forget } from './way-kept.ts';

/** Something pressed that the server has not answered for yet; `said` names it: "Amara Udeh (present)". */
export type Owed = { url: string; fields: string; said: string; at: number };

/** Told on the document whenever something is owed, has arrived or cannot arrive. */
export const OWED = 'waymark:owed';

const RETRY_MS = 5000;
/** What is on its way for longer is named on the page. */
const SLOW_MS = 3000;
const GIVE_UP_MS = 30_000;
/** A browser opens six lines to one house: two are left for the page that somebody goes on to. */
const AT_ONCE = 4;
const KEPT_MS = 7 * 24 * 3600 * 1000;
const KEY = /^waymark:[^:]*:owed:/;

const owed = new Map<string, Owed>();
const onTheWay = new Set<string>();
let trouble: 'unreachable' | 'signed-out' | undefined;
let refused: string[] = [];
let timer = 0;

/** Where something owed is kept: of one person, to one address, about one thing. */
export function owedKey(person: string, url: string, about: string): string {
  return `waymark:${person}:owed:${url}#${about}`;
}

/** Keeps something on this device and sends it until the server answers, on this page or the next one. */
export function owe(key: string, what: Owed) {
  refused = [];
  owed.set(key, what);
  try {
    localStorage.setItem(key, JSON.stringify(what));
  } catch {
    // A device without room or leave keeps nothing; the page tries as long as it is open.
  }
  window.setTimeout(tell, SLOW_MS + 50);
  tell();
  sendAll();
}

/** What is owed to an address. */
export function owedTo(url: string): Owed[] {
  return [...owed.values()].filter((one) => one.url === url);
}

/** What is not saved yet and why, in words; nothing while all of it arrives as it should. */
export function owedWords(): string | undefined {
  const isSlow = [...owed.values()].some(({ at }) => clock() - at >= SLOW_MS);
  const all = [...owed.values()].map(({ said }) => said).join(', ');
  const words = [
    ...refused,
    all && trouble && `Not saved yet: ${all}. ${WHY[trouble]}`,
    all && !trouble && isSlow && `Not saved yet: ${all}. It is on its way.`,
  ];
  return words.filter(Boolean).join(' ') || undefined;
}

const WHY = {
  unreachable: 'There is no connection. It is kept on this device and sent by itself.',
  'signed-out': 'You are signed out. It is kept on this device and sent when you have signed in again.',
};

/** Takes up what earlier pages could not send, on every page, and says on it what is still not saved. */
export function sendOwed() {
  for (const key of keysOnDevice()) {
    const kept = readOwed(key);
    if (kept && clock() - kept.at < KEPT_MS) owed.set(key, kept);
    else forget(key);
  }
  addEventListener('online', sendAll);
  addEventListener('pagehide', () => owed.forEach((_, key) => !onTheWay.has(key) && void send(key)));
  document.addEventListener(OWED, showOwed);
  sendAll();
}

function keysOnDevice(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => KEY.test(key));
  } catch {
    return [];
  }
}

function readOwed(key: string): Owed | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Owed | null;
    return typeof kept?.fields === 'string' ? kept : undefined;
  } catch {
    return undefined;
  }
}

function sendAll() {
  clearTimeout(timer);
  for (const key of owed.keys()) if (onTheWay.size < AT_ONCE && !onTheWay.has(key)) void send(key);
}

/** Sends one, so that it outlives the page, and goes on with the rest when it has arrived. */
async function send(key: string) {
  const what = owed.get(key);
  if (!what) return;
  onTheWay.add(key);
  const outcome = await post(what);
  onTheWay.delete(key);
  trouble = typeof outcome === 'string' && outcome !== 'taken' ? outcome : undefined;
  if (typeof outcome === 'object') refused.push(`${what.said} was not saved. ${outcome.says}`);
  if (!trouble && owed.get(key) === what) {
    owed.delete(key);
    forget(key);
  }
  tell();
  if (!trouble) return sendAll();
  clearTimeout(timer);
  // Signed out, only another page can help.
  if (trouble === 'unreachable') timer = window.setTimeout(sendAll, RETRY_MS);
}

type Outcome = 'taken' | 'unreachable' | 'signed-out' | { says: string };

async function post({ url, fields }: Owed): Promise<Outcome> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(fields),
      keepalive: true,
      headers: { Accept: 'application/json' },
      signal: AbortSignal.timeout(GIVE_UP_MS),
    });
    return await outcomeOf(answer);
  } catch {
    return 'unreachable';
  }
}

async function outcomeOf(answer: Response): Promise<Outcome> {
  if (answer.ok) return 'taken';
  const said = (await answer.json().catch(() => ({}))) as { code?: string; says?: string };
  if (answer.status === 401 || said.code === 'somebody-else') return 'signed-out';
  if (answer.status === 429 || answer.status >= 500) return 'unreachable';
  return { says: said.says ?? '' };
}

function tell() {
  document.dispatchEvent(new Event(OWED));
}

let told: string | undefined;

/** Says it where the page has a place for it, else at the top. */
function showOwed() {
  const words = owedWords();
  const box = document.querySelector<HTMLElement>('[data-owed]') ?? (words ? addBox() : undefined);
  if (!box || box.textContent === (words ?? '')) return;
  box.hidden = words === undefined;
  box.replaceChildren(...(words === undefined ? [] : [make('p', {}, words)]));
  if (words !== undefined && told === undefined) announce(words);
  told = words;
}

function addBox() {
  const box = make('div', { class: 'notice notice-attention', 'data-owed': '', 'data-keep': '' });
  document.querySelector('main')?.prepend(box);
  return box;
}

function clock() {
  return performance.timeOrigin + performance.now();
}
