import { announce } from '#look/way-announce.ts';
import { element, make } from '#look/way-element.ts';
import { FITTED } from '#look/way-fit.ts';
import { sendAndFit } from '#look/way-form.ts';
import { urlencoded } from '#look/way-send.ts';

/** A mark that has not arrived yet: which form, which button, what it sends, and how it is said. */
type Mark = { form: string; button: string; sends: string; said: string };

const RETRY_MS = 5000;
/** A second press within this time is a trembling thumb, not a change of mind. */
const DOUBLE_PRESS_MS = 700;

/**
 * `<way-marks>`: marks show at once and go one after the other, so that quick taps neither wait nor overtake each other. What has
 * not arrived is named at the top and sent again by itself when the connection is back.
 */
element('way-marks', (host, left) => {
  const waiting = new Map<string, Mark>();
  const pressed = new Map<string, number>();
  let isSending = false;
  let isStuck = false;
  const options = { signal: left };

  const send = async () => {
    if (isSending) return;
    isSending = true;
    let arrived = true;
    for (let next = first(waiting); next && arrived; next = first(waiting)) {
      const sent = next;
      arrived = await deliver(sent);
      if (arrived && waiting.get(sent.form) === sent) waiting.delete(sent.form);
    }
    isSending = false;
    const wasStuck = isStuck;
    isStuck = !arrived;
    paint();
    if (isStuck && !wasStuck) announce(unsavedWords(waiting));
    if (isStuck) setTimeout(() => !left.aborted && void send(), RETRY_MS);
  };

  const paint = () => {
    for (const mark of waiting.values()) press(mark);
    showUnsaved(host, isStuck ? unsavedWords(waiting) : undefined);
  };

  host.addEventListener(
    'submit',
    (event) => {
      const mark = markOf(event);
      if (!mark) return;
      event.preventDefault();
      const again = `${mark.form} ${mark.button}`;
      if (event.timeStamp - (pressed.get(again) ?? -DOUBLE_PRESS_MS) < DOUBLE_PRESS_MS) return;
      pressed.set(again, event.timeStamp);
      waiting.set(mark.form, mark);
      paint();
      void send();
    },
    options,
  );
  document.addEventListener(FITTED, paint, options);
  addEventListener('online', () => void send(), options);
  addEventListener('beforeunload', (event) => isStuck && event.preventDefault(), options);
  addEventListener('pagehide', () => [...waiting.values()].forEach(sendInParting), options);
});

function first(waiting: ReadonlyMap<string, Mark>): Mark | undefined {
  return [...waiting.values()][0];
}

function markOf(event: SubmitEvent): Mark | undefined {
  const form = event.target as HTMLFormElement;
  const button = event.submitter;
  if (!(button instanceof HTMLButtonElement) || button.name !== 'state') return undefined;
  const who = form.closest('.register-line')?.querySelector('.register-name')?.textContent ?? '';
  const what = button.value === 'expected' ? 'mark taken back' : button.value;
  return { form: form.id, button: button.dataset.mark ?? '', sends: button.value, said: `${who} (${what})` };
}

/** Sends a mark by its form as it stands in the page now. A form that is gone has nothing left to say. */
async function deliver({ form: id, button: mark, sends }: Mark): Promise<boolean> {
  const form = document.getElementById(id) as HTMLFormElement | null;
  const button = form?.querySelector<HTMLButtonElement>(`button[data-mark="${mark}"]`);
  if (!form || !button) return true;
  // Another mark may have arrived since, and with it another meaning of this button.
  button.value = sends;
  const arrived = await sendAndFit(form, button);
  // What the form says of itself speaks of writing; the box at the top speaks of marks.
  form.querySelector(':scope > [data-trouble]')?.remove();
  return arrived;
}

/** Somebody goes on to another page while a mark is on its way: it is sent once more, and the second of two alike changes nothing. */
function sendInParting({ form: id, sends }: Mark) {
  const form = document.getElementById(id) as HTMLFormElement | null;
  if (!form) return;
  const fields = new FormData(form);
  fields.set('state', sends);
  navigator.sendBeacon(form.action, urlencoded(fields));
}

/** Shows a mark as set, or taken back, before it has arrived. */
function press({ form, button: mark, sends }: Mark) {
  for (const button of document.querySelectorAll<HTMLButtonElement>(`#${form} button[name=state]`)) {
    button.setAttribute('aria-pressed', String(button.dataset.mark === mark && sends !== 'expected'));
  }
}

function showUnsaved(host: HTMLElement, words: string | undefined) {
  const box = host.querySelector<HTMLElement>('.register-unsaved');
  if (!box) return;
  box.hidden = words === undefined;
  if (words !== undefined) box.replaceChildren(make('p', {}, words));
}

function unsavedWords(waiting: ReadonlyMap<string, Mark>): string {
  const all = [...waiting.values()].map(({ said }) => said).join(', ');
  return `Not saved yet: ${all}. There is no connection; this page tries again by itself. Keep it open.`;
}
