import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import type { Person } from '#people';
import type { Programme } from '#programme';
import type { LetterWords } from '#platform/letters.ts';
import type { Snapshot } from './snapshot.ts';
import type { Submission } from './submission.sql.ts';

type Receipt = {
  readonly programme: Programme;
  readonly person: Person;
  readonly copy: Snapshot;
  readonly at: Temporal.Instant;
  readonly sha256: string;
  readonly portfolioId: string;
  readonly submissionId: string;
};

/** To the candidate at once: number, time and hash of what was submitted, and where the copy is. */
export function receiptWords({
  programme,
  person,
  copy,
  at,
  sha256,
  portfolioId,
  submissionId,
}: Receipt): LetterWords {
  const files = copy.evidence.filter(({ file }) => file).length;
  return {
    subject: `[${programme.shortName}] We have your submission ${copy.number}`,
    greeting: `Dear ${person.name}`,
    paragraphs: [
      `Your portfolio is submitted. An exact copy is kept for the assessors; your own portfolio stays open, and what you change in it now does not change the copy.`,
    ],
    facts: [
      ['Number', copy.number],
      ['Kind', copy.kind.title],
      ['Pathway', copy.pathway.title],
      ['Submitted', sayInstant(at, copy.zone)],
      ['Words', copy.words.toLocaleString('en-GB')],
      ['Files', String(files)],
      ['SHA-256 of the copy', sha256],
    ],
    action: {
      label: 'See what you submitted',
      path: `/portfolio/${portfolioId}/submissions/${submissionId}`,
    },
    after: [
      'You can take it back on that page until an assessor begins to read it.',
      'The long line of letters and digits is a fingerprint of the copy: the page says how anyone can check it.',
    ],
    signedBy: `The ${programme.shortName} programme team`,
  };
}

/** To the candidate: the submission was taken back. */
export function takenBackWords({
  programme,
  person,
  submission,
}: {
  programme: Programme;
  person: Person;
  submission: Submission;
}): LetterWords {
  return {
    subject: `[${programme.shortName}] You took back ${submission.number}`,
    greeting: `Dear ${person.name}`,
    paragraphs: [
      `You have taken back your submission ${submission.number}. Nobody will assess it. You can submit again when you are ready.`,
    ],
    action: { label: 'Go to your portfolio', path: `/portfolio/${submission.portfolioId}` },
    after: ['If this was not you, answer this letter.'],
    signedBy: `The ${programme.shortName} programme team`,
  };
}
