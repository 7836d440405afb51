import { isFrozen, isLocked, keysOf, sectionOf, type Answers, type FormSection, type Question } from '#form';
import type { Fields } from '#platform/forms.ts';
import type { Opened } from './opened.ts';

/** A section that is asked of this person, with the questions in it that are not asked as things stand. */
export function askedSection({ form, whole }: Opened, id: string): FormSection | undefined {
  return sectionOf(form.content, id) && sectionOf(whole.content, id);
}

/** What a section's page shows as answered: what was saved, or what the account can offer. */
export function answersShown(section: FormSection, opened: Opened, saved: boolean): Answers {
  if (section.audience === 'nobody') return opened.apart ?? {};
  return saved ? opened.answers : { ...opened.answers, ...offeredByAccount(section, opened) };
}

/** What the account knows and the person may change: filled in, and theirs once saved. */
function offeredByAccount(section: FormSection, { known }: Opened): Answers {
  const role = section.questions.find((question) => question.kind === 'line' && question.known === 'role');
  return role && known.role ? { [role.id]: known.role } : {};
}

/** Questions that what was just answered brought, and that were not on the page: nobody has answered them. */
export function unseenIn(section: FormSection, fields: Fields): Question[] {
  const shown = fields.one('shown').split(' ');
  return section.questions.filter(
    (question) =>
      question.onlyIf &&
      !shown.includes(question.id) &&
      keysOf(question).every((key) => fields.all(key).every((value) => value === '')),
  );
}

/** Questions whose answer is not read from the page: the account knows it, or its day is over. */
export function lockedIn(section: FormSection, { known, answers, askedAt }: Opened): string[] {
  return section.questions
    .filter((question) => isLocked(question, known) || isFrozen(question, answers, askedAt))
    .map(({ id }) => id);
}

/** What stands whatever the page says: answers whose day is over. */
export function standingIn(section: FormSection, { answers, askedAt }: Opened): Answers {
  const keys = section.questions.filter((question) => isFrozen(question, answers, askedAt)).flatMap(keysOf);
  return Object.fromEntries(keys.flatMap((key) => (answers[key] === undefined ? [] : [[key, answers[key]]])));
}
