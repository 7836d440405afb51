import { countWords, sayWords } from './words.ts';

/** How many words a field holds: counted here by the server, live by the script. `field` is the control's id. */
export function WordCount({
  field,
  text,
  guide,
}: {
  field: string;
  text: string;
  guide?: number | undefined;
}) {
  return (
    <way-words class="words" field={field} data-guide={guide}>
      {sayWords(countWords(text), guide)}
    </way-words>
  );
}
