import type { Connect } from './way-element.ts';
import { countWords, sayWords } from './words.ts';

/** `<way-words field="id" data-guide="300">`: the words of a field, counted as they come. Editors tell it by an `input` event. */
export const connectWords: Connect = (host, left) => {
  const guide = host.dataset.guide ? Number(host.dataset.guide) : undefined;
  const field = () => document.getElementById(host.getAttribute('field') ?? '') as HTMLTextAreaElement | null;
  const count = () => (host.textContent = sayWords(countWords(field()?.value ?? ''), guide));
  const counted = (event: Event) => {
    if (event.target === field()) count();
  };
  document.addEventListener('input', counted, { signal: left });
  count();
};
