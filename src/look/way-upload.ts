import { announce } from './way-announce.ts';
import { make, type Connect } from './way-element.ts';
import { sendAndFit } from './way-form.ts';

/** `<way-upload>`: a form with files that shows how far it has come and can be stopped. */
export const connectUpload: Connect = (host, left) => {
  host.addEventListener(
    'submit',
    (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      void upload(event.target as HTMLFormElement, event.submitter);
    },
    { signal: left },
  );
};

async function upload(form: HTMLFormElement, submitter: HTMLElement | null) {
  if (form.getAttribute('aria-busy') === 'true') return;
  const stopping = new AbortController();
  const sign = progressSign(() => stopping.abort());
  form.append(sign.element);
  await sendAndFit(form, submitter, { progress: sign.show, stop: stopping.signal });
  sign.element.remove();
  if (stopping.signal.aborted) announce('The upload was stopped');
}

/** A bar, a sentence and a button to stop; the sentence is heard at each quarter. */
function progressSign(stop: () => void) {
  const bar = make('progress', { max: '100', value: '0', 'aria-label': 'Upload' });
  const words = make('span', {}, 'Starting');
  const button = make('button', { type: 'button', class: 'button quiet' }, 'Stop the upload');
  button.addEventListener('click', stop);
  let heard = 0;
  const show = (part: number) => {
    const percent = Math.floor(part * 100);
    bar.value = percent;
    words.textContent = percent < 100 ? `${percent} % sent` : 'Sent; being checked';
    if (percent - heard < 25) return;
    heard = percent;
    announce(words.textContent);
  };
  return { element: make('div', { class: 'progress' }, bar, words, button), show };
}
