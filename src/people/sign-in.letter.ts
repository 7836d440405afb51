import type { LetterWords } from '#platform/letters.ts';
import { sayCode } from './sign-in-letter.ts';

/** The letter that lets its reader in: a link, and a code for the page that asked for it. */
export function signInLetter(about: {
  name: string | undefined;
  code: string;
  link: string;
  until: string;
  minutes: number;
  house: string;
}): LetterWords {
  return {
    subject: `[${about.house}] Your link to sign in`,
    greeting: about.name ? `Dear ${about.name}` : 'Hello',
    paragraphs: [
      `Open this link to sign in to ${about.house}. It works once, until ${about.until}, which is ${about.minutes} minutes after it was asked for.`,
    ],
    action: { label: 'Sign in', path: `/sign-in/link/${about.link}` },
    after: [
      `Or type this code on the page where you asked for it:\n${sayCode(about.code)}`,
      'If you did not ask for this, you need not do anything: nobody gets in without this letter. Nobody from our team will ever ask you for the code.',
    ],
    signedBy: about.house,
  };
}

/** Tells a person that their account has a second door now, so that a door they did not open is noticed. */
export function providerTiedLetter(about: { name: string; provider: string; house: string }): LetterWords {
  return {
    subject: `[${about.house}] You can now sign in with ${about.provider}`,
    greeting: `Dear ${about.name}`,
    paragraphs: [
      `Somebody signed in with ${about.provider} as the owner of this e-mail address, so from now on that opens your account here as well. E-mailed links keep working.`,
      'If that was not you, look at where you are signed in, end what you do not know, and answer this letter.',
    ],
    action: { label: 'See where you are signed in', path: '/account' },
    signedBy: about.house,
  };
}
