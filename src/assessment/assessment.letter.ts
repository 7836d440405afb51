import { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import type { LetterWords } from '#platform/letters.ts';
import { type Assignment, ROLE_WORDS } from './assignment.ts';
import type { CaseAbout } from './tell.ts';

/** The first check is passed: what happens now. */
export function passedWords({ case: one, programme, body, name }: CaseAbout): LetterWords {
  return {
    subject: `[${programme.shortName}] ${one.number} goes to two assessors`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `${body.name} has looked through your submission ${one.number} and found that everything it asks for is there. This says nothing of how it will be judged.`,
      'Two assessors now read it, each alone, and then agree on an outcome. You hear from us when that is confirmed. There is nothing for you to do.',
    ],
    action: { label: 'See what you submitted', path: submissionPath(one) },
    signedBy: `The ${programme.shortName} programme team`,
  };
}

/** Sent back at the first check, with the reason. */
export function returnedWords(reason: string): (about: CaseAbout) => LetterWords {
  return ({ case: one, programme, body, name }) => ({
    subject: `[${programme.shortName}] ${one.number} came back to you: something is wanting`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `${body.name} has looked through your submission ${one.number} and could not pass it on to assessors. Nobody has judged it, and it does not count as an attempt.`,
      `This is what they write: ${reason}`,
      'Your portfolio is open as before. Mend what is named, then submit it again.',
    ],
    action: { label: 'Go to your portfolio', path: `/portfolio/${one.portfolioId}` },
    after: [`Questions go to ${programme.contactAddress}.`],
    signedBy: `The ${programme.shortName} programme team`,
  });
}

/** The outcome is there. Which one, only the page says: letters are read over shoulders. */
export function outcomeWords({ case: one, programme, body, name }: CaseAbout): LetterWords {
  return {
    subject: `[${programme.shortName}] The outcome of your submission`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `${body.name} has decided on your submission ${one.number}. The outcome, the assessors’ ratings and their feedback are on a page that only you can open.`,
    ],
    action: { label: 'Read the outcome', path: `/outcomes/${one.id}` },
    after: [`To talk about it, write to ${programme.contactAddress}.`],
    signedBy: `The ${programme.shortName} programme team`,
  };
}

function submissionPath({ portfolioId, submissionId }: CaseAbout['case']): string {
  return `/portfolio/${portfolioId}/submissions/${submissionId}`;
}

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
