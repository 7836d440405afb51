import type { Edition, Outcome, Pathway, Section, TagId } from './edition.ts';
import { listInWords } from './problems.ts';
import { hasSection } from './sections.ts';
import { guideInWords } from './words.ts';

/** What a pathway asks of a section, in a word or two: "Required", "At least 2", "Exactly 2", "Optional", "None". */
export function needInWords(pathway: Pathway, section: Section): string {
  const requirement = pathway.requires[section.id];
  if (!requirement || !hasSection(pathway, section.id)) return 'None';
  if (!section.repeats) return requirement.need === 'required' ? 'Required' : chosenFrom(pathway, section);
  const { min = 0, max } = requirement;
  if (max === undefined) return min === 0 ? 'As many as you like' : `At least ${min}`;
  if (min === max) return `Exactly ${min}`;
  return min === 0 ? `Up to ${max}` : `${min} to ${max}`;
}

/** The length that a pathway sets for a section, in words; nothing where none is set. */
export function lengthInWords(pathway: Pathway, section: Section): string | undefined {
  return guideInWords(pathway.requires[section.id]?.words ?? section.words);
}

/** What the tags of a portfolio must cover on a pathway, one sentence a rule. */
export function coverageInWords(edition: Edition, pathway: Pathway): readonly string[] {
  return pathway.coverage.flatMap(({ tagSet, must, min }) => {
    const set = edition.tagSets.find(({ id }) => id === tagSet);
    if (!set) return [];
    const title = set.title;
    if (must.length === set.tags.length || (must.length === 0 && min === set.tags.length))
      return [`${title}: all of them.`];
    if (must.length === 0) return [`${title}: at least ${min}, whichever they are.`];
    const named = `${title}: ${listInWords(
      must.map((id) => codeOf(set.tags, id)),
      'and',
    )}`;
    return [min > must.length ? `${named}, and at least ${min} in all.` : `${named} at least.`];
  });
}

/** After which submissions an outcome is possible, in words. */
export function afterInWords(edition: Edition, { after }: Outcome): string {
  return listInWords(
    after.map(
      ({ kind }) => edition.submissionKinds.find(({ id }) => id === kind)?.title.toLowerCase() ?? kind,
    ),
  );
}

/** "9400" pence as "£94", "9450" as "£94.50". */
export function moneyInWords(amountPence: number, currency: string): string {
  const whole = amountPence % 100 === 0;
  return (amountPence / 100).toLocaleString('en-GB', {
    style: 'currency',
    currency,
    minimumFractionDigits: whole ? 0 : 2,
  });
}

function chosenFrom({ choices }: Pathway, { id }: Section): string {
  const choice = choices.find(({ from }) => from.includes(id));
  if (!choice) return 'Optional';
  const { min, max, from } = choice;
  return min === max ? `Choose ${min} of ${from.length}` : `Choose ${min} to ${max} of ${from.length}`;
}

function codeOf(tags: readonly { readonly id: TagId; readonly code: string }[], id: TagId): string {
  return tags.find((tag) => tag.id === id)?.code ?? id;
}
