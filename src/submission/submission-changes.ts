import type { Preflight } from './preflight.ts';
import { sectionOf } from './snapshot-copy.ts';
import { sectionAsText, type Snapshot } from './snapshot.ts';

/** How a portfolio stands to a copy of it: sections whose words or evidence differ, and those that one of them lacks. */
export type ChangedSince = {
  readonly changed: ReadonlySet<string>;
  /** Names of sections that are in the portfolio now and not in the copy. */
  readonly added: readonly string[];
};

/** What changed in a portfolio since a copy of it was submitted. The copy's own sections are named by their keys. */
export function changedSince(ready: Preflight, copy: Snapshot): ChangedSince {
  const nowHere = new Map(ready.slots.map((slot) => [slot.key, sectionAsText(sectionOf(ready, slot))]));
  const inCopy = new Set(copy.sections.map(({ key }) => key));
  return {
    changed: new Set(
      copy.sections
        .filter((section) => nowHere.get(section.key) !== sectionAsText(section))
        .map(({ key }) => key),
    ),
    added: ready.slots
      .filter(({ key }) => !inCopy.has(key))
      .map(({ code, title }) => (code === '' ? title : `${code} ${title}`)),
  };
}
