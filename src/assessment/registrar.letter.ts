import type { LetterWords } from '#platform/letters.ts';
import type { CaseAbout } from './tell.ts';

/** An assessor has declined. */
export function declinedWords(who: string, because: string): (about: CaseAbout) => LetterWords {
  return ({ case: one, programme, body, name }) => ({
    subject: `[${programme.shortName}] ${one.number}: an assessor has declined`,
    greeting: `Dear ${name}`,
    paragraphs: [`${who} does not assess ${one.number}. ${because}`, 'Somebody else has to be asked.'],
    action: { label: `Ask another assessor`, path: `/cases/${one.id}` },
    signedBy: body.name,
  });
}

/** A conflict of interest came to light after somebody was asked. */
export function conflictWords(who: string, because: string): (about: CaseAbout) => LetterWords {
  return ({ case: one, programme, body, name }) => ({
    subject: `[${programme.shortName}] ${one.number}: a conflict of interest`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `Something stands between ${who} and the candidate of ${one.number}: ${because}`,
      'Their access has ended. Somebody else has to be asked.',
    ],
    action: { label: 'Ask another assessor', path: `/cases/${one.id}` },
    signedBy: body.name,
  });
}

/** Two have signed: it can be released. */
export function agreedWords({ case: one, programme, body, name }: CaseAbout): LetterWords {
  return {
    subject: `[${programme.shortName}] ${one.number}: the assessors agree`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `Two assessors have signed one outcome for ${one.number}. Read what the candidate would get, then release it.`,
    ],
    action: { label: 'Look at it before releasing', path: `/cases/${one.id}/release` },
    signedBy: body.name,
  };
}
