import { make } from './way-element.ts';

const SETTING = 'waymark-keys';

/**
 * Keys for the whole page: Ctrl or Cmd with Enter sends the form in focus, or the one that is scored on. Keys of one sign never
 * fire in a field and can be switched off.
 */
export function listenToKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return sendFormInFocus(event);
    if (event.key === 'Escape') return closeMenus();
    if (!event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event)) singleKey(event);
  });
  document.addEventListener('click', (event) => closeMenus(event.target as Node));
}

/** What each single key does; undefined where the page has nothing for it. */
const SINGLE: Readonly<Record<string, { words: string; act: () => void }>> = {
  '/': { words: 'Search this page’s list', act: () => find('input[type=search]')?.focus() },
  j: { words: 'Next in the list', act: () => find('a[rel=next]')?.click() },
  k: { words: 'Previous in the list', act: () => find('a[rel=prev]')?.click() },
  '?': { words: 'This sheet', act: showKeys },
};

/** What this page adds: an element that says its key and its words is clicked by it. */
function ofPage() {
  const found = document.querySelectorAll<HTMLElement>('[data-key][data-key-words]');
  return [...found].map((one) => ({
    key: one.dataset['key'] ?? '',
    words: one.dataset['keyWords'] ?? '',
    act: () => one.click(),
  }));
}

/** A digit chooses that step of the group of choices in focus, and goes on to the next group. */
function chooseStep(digit: string) {
  const group = document.activeElement?.closest('[data-scores]');
  const steps = group?.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? [];
  const step = steps[Number(digit) - 1];
  if (!group || !step) return false;
  step.click();
  const groups = [...document.querySelectorAll('[data-scores]')];
  const next = groups[groups.indexOf(group) + 1];
  (next?.querySelector<HTMLElement>(':checked') ?? next?.querySelector('input') ?? step).focus();
  return true;
}

function singleKey(event: KeyboardEvent) {
  if (/^[1-9]$/.test(event.key) && !areOff() && chooseStep(event.key)) return event.preventDefault();
  const key = SINGLE[event.key] ?? ofPage().find((one) => one.key === event.key);
  if (!key || document.querySelector('dialog[open]')) return;
  // The sheet still opens when the others are off: it is where they are switched on again.
  if (event.key !== '?' && areOff()) return;
  event.preventDefault();
  key.act();
}

function sendFormInFocus(event: KeyboardEvent) {
  const form = (event.target as HTMLElement).closest('form') ?? find('[data-scores]')?.closest('form');
  if (form?.method !== 'post') return;
  event.preventDefault();
  form.requestSubmit(form.querySelector<HTMLElement>('button.first[type=submit], button[type=submit]'));
}

function isWriting(event: KeyboardEvent) {
  const at = event.target as HTMLElement;
  return (
    at.isContentEditable ||
    at.matches('input:not([type=checkbox], [type=radio], [type=submit]), textarea, select')
  );
}

function closeMenus(except?: Node) {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
    if (except && menu.contains(except)) continue;
    if (!except && menu.contains(document.activeElement)) menu.querySelector('summary')?.focus();
    menu.open = false;
  }
}

function showKeys() {
  const title = make('h2', { id: 'keys' }, 'Keys');
  const list = make('dl', {});
  const add = (key: string, words: string) =>
    list.append(make('dt', {}, make('kbd', {}, key)), make('dd', {}, words));
  add('Ctrl Enter', 'Send the form you are in');
  for (const [key, { words }] of Object.entries(SINGLE)) add(key, words);
  for (const { key, words } of ofPage()) add(key, words);
  const scores = find('[data-scores]')?.dataset['scores'];
  if (scores) add(scores, 'Choose that step where you are, and go on to the next');
  const toggle = make(
    'button',
    { class: 'button plain' },
    areOff() ? 'Switch single keys on' : 'Switch single keys off',
  );
  toggle.addEventListener('click', () => localStorage.setItem(SETTING, areOff() ? 'on' : 'off'));
  const close = make('button', { class: 'button first' }, 'Close');
  const buttons = make('form', { class: 'actions', method: 'dialog' }, close, toggle);
  const dialog = make('dialog', { class: 'dialog', 'aria-labelledby': 'keys' }, title, list, buttons);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function areOff() {
  return localStorage.getItem(SETTING) === 'off';
}

function find(selector: string) {
  return document.querySelector<HTMLElement>(selector);
}
