import type { LetterWords } from '#platform/letters.ts';
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
    action: { label: 'See what you handed in', path: submissionPath(one) },
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
      'Your portfolio is open as before. Mend what is named, then hand it in again.',
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
