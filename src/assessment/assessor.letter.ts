import { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import type { LetterWords } from '#platform/letters.ts';
import { ROLE_WORDS, type Assignment } from './assignment.ts';
import type { CaseAbout } from './tell.ts';

/** Somebody is asked to assess. The candidate is not named before they have accepted. */
export function invitationWords(
  { id, role, dueOn }: Pick<Assignment, 'id' | 'role' | 'dueOn'>,
  institution: string,
): (about: CaseAbout) => LetterWords {
  return ({ programme, body, pathway, name }) => ({
    subject: `[${programme.shortName}] Will you assess a portfolio? Due ${day(dueOn)}`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `${body.name} asks whether you would assess a portfolio. You judge it alone; when both assessors have lodged, you agree on an outcome together.`,
    ],
    facts: [
      ['Pathway', pathway.title],
      ['Your part', ROLE_WORDS[role]],
      ['The candidate’s institution', institution],
      ['Lodge by', day(dueOn)],
    ],
    action: { label: 'Accept or decline', path: `/assessing/${id}` },
    after: [
      'Nothing is decided by opening the page. If there is any reason why you should not judge somebody from there, say so on it.',
    ],
    signedBy: body.name,
  });
}

/** Somebody is not asked any more. */
export function endedWords(because: string): (about: CaseAbout) => LetterWords {
  return ({ case: one, programme, body, name }) => ({
    subject: `[${programme.shortName}] You are not asked to assess ${one.number} any more`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `${body.name} has ended your assignment for ${one.number}. There is nothing left for you to do, and the portfolio is closed to you.`,
      because,
    ],
    action: { label: 'See your assessments', path: '/assessing' },
    signedBy: body.name,
  });
}

/** Both have lodged: now they agree. */
export function bothLodgedWords(assignmentId: string): (about: CaseAbout) => LetterWords {
  return ({ case: one, programme, body, name }) => ({
    subject: `[${programme.shortName}] Both have lodged: agree on ${one.number}`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `Both judgements of ${one.number} are lodged. You can now read them side by side, talk, and agree on one outcome: one of you proposes, the other signs.`,
    ],
    action: { label: 'Agree on the outcome', path: `/assessing/${assignmentId}/agree` },
    signedBy: body.name,
  });
}

/** An outcome is proposed, or proposed anew. */
export function proposedWords(assignmentId: string, by: string): (about: CaseAbout) => LetterWords {
  return ({ case: one, programme, body, name }) => ({
    subject: `[${programme.shortName}] An outcome is proposed for ${one.number}`,
    greeting: `Dear ${name}`,
    paragraphs: [`${by} proposes an outcome for ${one.number}. Sign it, answer it, or propose another.`],
    action: { label: 'See the proposal', path: `/assessing/${assignmentId}/agree` },
    signedBy: body.name,
  });
}

/** The outcome was released: thanks. */
export function thanksWords({ case: one, programme, body, name }: CaseAbout): LetterWords {
  return {
    subject: `[${programme.shortName}] ${one.number} is decided: thank you`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `The candidate has been told the outcome that you agreed on for ${one.number}. Thank you for the reading, and for the feedback: it counts as development of your own.`,
    ],
    action: { label: 'See your assessments', path: '/assessing' },
    signedBy: body.name,
  };
}

function day(date: string): string {
  return sayDate(Temporal.PlainDate.from(date));
}
