import { make } from './way-element.ts';
import { fieldsOf, fillIn, formOf, versionOf } from './way-fields.ts';
import { forget, keep, readKept, type Kept } from './way-kept.ts';

/** After a crash or a lost connection: offers what this person wrote here and the server never had. */
export function offerKept(host: HTMLElement, key: string) {
  const offered = `${key}:offered`;
  const kept = readKept(offered) ?? readKept(key);
  if (!kept || host.querySelector('[data-kept]')) return;
  forget(key);
  if (kept.fields === fieldsOf(host) || wasTaken(kept, host)) return forget(offered);
  // Set aside, so that what is written now does not take its place before the person has chosen.
  keep(offered, kept);
  formOf(host)?.before(offer(host, offered, kept));
}

/** The person sent the form themselves after this copy, and the text has moved on since: the server has it. */
function wasTaken(kept: Kept, host: HTMLElement) {
  return kept.sent === true && kept.version !== null && kept.version !== versionOf(host);
}

function offer(host: HTMLElement, key: string, kept: Kept) {
  const back = make('button', { type: 'button', class: 'button plain' }, 'Put them back');
  const away = make('button', { type: 'button', class: 'button quiet' }, 'Let them go');
  const box = make(
    'section',
    { class: 'kept', 'data-kept': '', 'aria-label': 'Words kept on this device' },
    make('p', {}, `What you wrote here ${whenWords(kept.at)} was not saved. It is kept on this device.`),
    make(
      'details',
      { class: 'details' },
      make('summary', {}, 'Read it'),
      make('div', { class: 'details-body' }, ...texts(kept)),
    ),
    make('div', { class: 'actions' }, back, away),
  );
  back.addEventListener('click', () => {
    box.remove();
    fillIn(host, kept.fields);
    forget(key);
    formOf(host)?.querySelector<HTMLElement>('textarea, .input')?.focus();
  });
  away.addEventListener('click', () => {
    forget(key);
    box.remove();
  });
  return box;
}

function texts(kept: Kept) {
  const longFirst = [...new URLSearchParams(kept.fields).values()].filter((text) => text.trim().length > 20);
  return longFirst.map((text) => make('p', { class: 'kept-text' }, text));
}

function whenWords(at: number) {
  const words = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
  });
  return `on ${words.format(at)}`;
}
