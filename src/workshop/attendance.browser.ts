import { announce } from '#look/way-announce.ts';
import { element } from '#look/way-element.ts';
import { fit, FITTED } from '#look/way-fit.ts';
import { OWED, owe, owedKey, owedTo } from '#look/way-owed.ts';
import { seeAgain } from '#look/way-send.ts';

/** A second press within this time is a trembling thumb, not a change of mind. */
const DOUBLE_PRESS_MS = 700;

/**
 * `<way-marks data-by data-now>`: a mark shows at once, is kept on this device and goes by itself, so that quick taps wait for
 * nothing and nothing is lost when the connection drops or somebody goes on to another page. When all have arrived, the page is
 * looked at again.
 */
element('way-marks', (host, left) => {
  const pressed = new Map<string, number>();
  const options = { signal: left };
  let serverTime = timeOf(host);
  let looking: AbortController | undefined;
  let owesSome = false;

  const paint = () =>
    owedTo(host.dataset.to ?? '').forEach(({ fields }) => show(new URLSearchParams(fields)));

  const onOwed = () => {
    const owing = owedTo(host.dataset.to ?? '').length > 0;
    if (owing) looking?.abort();
    if (owesSome && !owing) void look();
    owesSome = owing;
    paint();
  };

  const look = async () => {
    looking = new AbortController();
    const answer = await seeAgain(looking.signal);
    if (answer && !left.aborted) fit(answer);
  };

  const onSubmit = (event: SubmitEvent) => {
    const { submitter, target, timeStamp } = event;
    if (!(submitter instanceof HTMLButtonElement) || submitter.name !== 'state') return holdBack(event);
    event.preventDefault();
    const form = target as HTMLFormElement;
    const again = `${form.id} ${submitter.dataset.mark ?? ''}`;
    if (timeStamp - (pressed.get(again) ?? -DOUBLE_PRESS_MS) < DOUBLE_PRESS_MS) return;
    pressed.set(again, timeStamp);
    keepMark(host, form, submitter, serverTime());
  };

  /** Everybody else is marked when it is sure who is left. */
  const holdBack = (event: SubmitEvent) => {
    if (!owesSome || (event.target as HTMLFormElement).method !== 'post') return;
    event.preventDefault();
    event.stopPropagation();
    announce('Some marks are not saved yet. Wait a moment.');
  };

  host.addEventListener('submit', onSubmit, { ...options, capture: true });
  document.addEventListener(OWED, onOwed, options);
  document.addEventListener(FITTED, () => ((serverTime = timeOf(host)), paint()), options);
  onOwed();
});

/** The server's time, from the moment when it made the page: a phone's own clock may be wrong. */
function timeOf(host: HTMLElement): () => string {
  const made = Date.parse(host.dataset.now ?? '');
  const since = performance.now();
  return () => new Date(made + performance.now() - since).toISOString();
}

function keepMark(host: HTMLElement, form: HTMLFormElement, button: HTMLButtonElement, pressedAt: string) {
  const { by = '', to = '' } = host.dataset;
  const fields = new URLSearchParams({ personId: personOf(form), state: button.value, by, pressedAt });
  fields.set('button', button.dataset.mark ?? '');
  const who = form.closest('.register-line')?.querySelector('.register-name')?.textContent ?? '';
  const what = button.value === 'expected' ? 'mark taken back' : button.value;
  const at = performance.timeOrigin + performance.now();
  owe(owedKey(by, to, form.id), { url: to, fields: fields.toString(), said: `${who} (${what})`, at });
}

function personOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>('input[name=personId]')?.value ?? '';
}

/** Shows a mark as set, or taken back, before it has arrived; pressing it again means the opposite. */
function show(fields: URLSearchParams) {
  const form = `mark-${fields.get('personId')}`;
  for (const button of document.querySelectorAll<HTMLButtonElement>(`#${form} button[name=state]`)) {
    const { mark = '' } = button.dataset;
    const isSet = mark === fields.get('button') && fields.get('state') !== 'expected';
    button.setAttribute('aria-pressed', String(isSet));
    button.value = isSet ? 'expected' : mark;
  }
}
