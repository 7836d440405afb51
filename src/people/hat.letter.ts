import type { LetterWords } from '#platform/letters.ts';
import { HAT_PURPOSE } from './hats.ts';
import { HAT_WORDS, type Hat } from './person.ts';

/** Tells somebody which role they have now, from whom, and how to get in. */
export function hatGivenLetter(about: {
  name: string;
  email: string;
  hat: Hat;
  organisation: string;
  by: string;
}): LetterWords {
  return {
    subject: `[${about.organisation}] You are now ${HAT_WORDS[about.hat].toLowerCase()}`,
    greeting: `Dear ${about.name}`,
    paragraphs: [
      `${about.by} gave you a role at ${about.organisation}.`,
      `You need no password. Give this address, ${about.email}, on the sign-in page, and a link to sign in comes by e-mail.`,
    ],
    facts: [
      ['Your role', HAT_WORDS[about.hat]],
      ['What it is about', HAT_PURPOSE[about.hat]],
    ],
    action: { label: 'Sign in', path: '/sign-in' },
    after: ['If you did not expect this, answer this letter and we will put it right.'],
    signedBy: about.organisation,
  };
}
