import { announce } from './way-announce.ts';
import { make, type Connect } from './way-element.ts';

/** `<way-copy>`: a button that copies the text of the field inside. */
export const connectCopy: Connect = (host, left) => {
  const field = host.querySelector('input');
  if (!field) return;
  const button = make('button', { type: 'button', class: 'button plain' }, 'Copy');
  button.addEventListener('click', () => void copy(field, button));
  host.append(button);
  left.addEventListener('abort', () => button.remove());
};

async function copy(field: HTMLInputElement, button: HTMLButtonElement) {
  try {
    await navigator.clipboard.writeText(field.value);
    say(button, 'Copied');
  } catch {
    // Without leave to write to the clipboard, the text is marked for the person to copy.
    field.select();
    say(button, 'Press Ctrl+C');
  }
}

function say(button: HTMLButtonElement, words: string) {
  button.textContent = words;
  announce(words);
  setTimeout(() => (button.textContent = 'Copy'), 2000);
}
