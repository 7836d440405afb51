import { make } from './way-element.ts';

/** Says quietly how saving goes: "Saving", "Saved 14:03". */
export function saySaved(host: HTMLElement, words: string) {
  const state = stateOf(host);
  state.classList.remove('save-trouble');
  if (state.textContent !== words) state.replaceChildren(words);
}

/** Says that a save is under way; trouble stays said until it is over, or its link would go from under a finger. */
export function saySaving(host: HTMLElement) {
  if (!stateOf(host).classList.contains('save-trouble')) saySaved(host, 'Saving');
}

/** Says that saving is in trouble, with a way out where there is one. */
export function sayTrouble(host: HTMLElement, words: string, link?: { href: string; label: string }) {
  const state = stateOf(host);
  state.classList.add('save-trouble');
  if (state.dataset.said === words && state.textContent?.startsWith(words)) return;
  state.dataset.said = words;
  const way = link && make('a', { href: link.href, target: '_blank', rel: 'noopener' }, link.label);
  state.replaceChildren(words, ...(way ? [' ', way] : []));
}

function stateOf(host: HTMLElement): HTMLElement {
  const state = host.querySelector<HTMLElement>('[data-save-state]');
  if (state) return state;
  const made = make('p', { class: 'save-state', role: 'status', 'data-save-state': '' });
  host.append(made);
  return made;
}
