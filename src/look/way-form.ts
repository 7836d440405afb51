import { announce } from './way-announce.ts';
import { make, type Connect } from './way-element.ts';
import { fit } from './way-fit.ts';
import { send, type Answer, type NoAnswer, type Sending } from './way-send.ts';

const onTheWay = new WeakSet<HTMLFormElement>();

/** `<way-form>`: the form inside goes without leaving the page, and what comes back is fitted over it. */
export const connectForm: Connect = (host, left) => {
  host.addEventListener(
    'submit',
    (event) => {
      const form = event.target as HTMLFormElement;
      if (event.defaultPrevented || form.method !== 'post') return;
      event.preventDefault();
      void sendAndFit(form, event.submitter);
    },
    { signal: left },
  );
};

/** Sends a form once, however often it is pressed, and shows what comes back. Tells whether a page came. */
export async function sendAndFit(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  sending: Sending = {},
) {
  if (onTheWay.has(form)) return false;
  onTheWay.add(form);
  form.setAttribute('aria-busy', 'true');
  const sent = textsOf(form);
  try {
    return show(form, submitter, await send(form, submitter, sending), sent);
  } finally {
    onTheWay.delete(form);
    form.removeAttribute('aria-busy');
  }
}

function show(form: HTMLFormElement, submitter: HTMLElement | null, answer: Answer | NoAnswer, sent: Texts) {
  form.querySelector(':scope > [data-trouble]')?.remove();
  if (answer === 'stopped') return false;
  if (answer === 'unreachable') {
    sayTrouble(
      form,
      'This did not reach us. What you wrote is still here: check the connection and try again.',
    );
    return false;
  }
  if ('elsewhere' in answer) {
    if (answer.onward) location.assign(answer.elsewhere);
    else sendPlainly(form, submitter);
    return false;
  }
  const since = [...textsOf(form)].filter(([field, text]) => text !== sent.get(field));
  fit(answer);
  // What was typed while the form was on its way stays, over what came back.
  for (const [field, text] of since) {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }
  return true;
}

/** Says beside the buttons of a form what went wrong. */
export function sayTrouble(form: HTMLFormElement, words: string) {
  form.querySelector(':scope > [data-trouble]')?.remove();
  form.append(make('p', { class: 'field-error', 'data-trouble': '' }, words));
  announce(words);
}

/** As if there were no script: for an answer that is no page. */
function sendPlainly(form: HTMLFormElement, submitter: HTMLElement | null) {
  if (submitter instanceof HTMLButtonElement) {
    if (submitter.name)
      form.append(make('input', { type: 'hidden', name: submitter.name, value: submitter.value }));
    if (submitter.hasAttribute('formaction')) form.action = submitter.formAction;
  }
  form.submit();
}

type Texts = Map<HTMLInputElement | HTMLTextAreaElement, string>;

function textsOf(form: HTMLFormElement): Texts {
  const fields = form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'textarea, input.input:not([type=file])',
  );
  return new Map([...fields].map((field) => [field, field.value]));
}
