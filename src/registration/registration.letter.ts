import type { Temporal } from 'temporal-polyfill';
import { sayDate, sayInstant } from '#calendar';
import { findPathway, type Edition } from '#framework';
import type { Person } from '#people';
import type { Programme } from '#programme';
import type { LetterWords } from '#platform/letters.ts';
import { lastDayOf, lastSensibleDay } from './clock.ts';
import { feeInWords } from './fee-words.ts';
import { plainDate } from './dates.ts';
import type { Registration } from './registration.ts';
import { sayTimeLeft } from './time-left.ts';

type About = {
  readonly programme: Programme;
  readonly person: Pick<Person, 'name'>;
  readonly registration: Registration;
  readonly edition: Edition;
  readonly now: Temporal.Instant;
};

/** You are registered: the number, until when, and why until then. */
export function registeredWords(about: About): LetterWords {
  const { programme, person, registration, edition } = about;
  const pathway = findPathway(edition, registration.pathwayId)?.title ?? registration.pathwayId;
  return {
    subject: `[${programme.shortName}] You are registered for ${pathway} until ${dayInWords(about)}`,
    greeting: `Dear ${person.name}`,
    paragraphs: [
      `You are registered with ${edition.awardingBody.name} for ${pathway}. Submit your portfolio before the registration runs out.`,
    ],
    facts: [
      ['Registration number', registration.reference],
      ['Registered on', sayDate(plainDate(registration.registeredOn))],
      ['Runs out', `${sayInstant(registration.expires, edition.timeZone)}, ${apart(about)}`],
      ['Why then', registration.because],
      ['Last sensible day to submit', sayDate(lastSensibleDay(edition, registration.expires))],
      ['Fee', feeInWords(registration, edition.awardingBody.abbreviation)],
    ],
    action: { label: 'See your registration', path: '/registration' },
    after: ['We will write to you 12, 6, 3 and 1 months and 2 weeks before it runs out, until you submit.'],
    signedBy: `The ${programme.shortName} programme team`,
  };
}

/** It runs out in so many months or weeks, and nothing has been submitted. */
export function reminderWords(about: About): LetterWords {
  const { programme, person, registration, edition } = about;
  return {
    subject: `[${programme.shortName}] Your registration runs out ${apart(about)}`,
    greeting: `Dear ${person.name}`,
    paragraphs: [
      `Your registration with ${edition.awardingBody.name} runs out on ${sayInstant(registration.expires, edition.timeZone)}, and no portfolio has been submitted under it.`,
      `The last sensible day to submit is ${sayDate(lastSensibleDay(edition, registration.expires))}: after that, nothing that has to be put right could be sent again in time.`,
    ],
    facts: [['Registration number', registration.reference]],
    action: { label: 'Go on with your portfolio', path: '/portfolio' },
    after: [
      'If leave or something else keeps you from it, ask for a pause on your registration page. What you have written stays, also when a registration runs out.',
    ],
    signedBy: `The ${programme.shortName} programme team`,
  };
}

/** The awarding body has declined a request to be registered. */
export function requestDeclinedWords(
  about: Pick<About, 'programme' | 'person' | 'edition'> & { readonly reason: string },
): LetterWords {
  const { programme, person, edition, reason } = about;
  return {
    subject: `[${programme.shortName}] Your registration needs something from you`,
    greeting: `Dear ${person.name}`,
    paragraphs: [`${edition.awardingBody.name} could not register you yet, and says why:`, reason],
    action: { label: 'Ask again', path: '/registration/new' },
    after: ['Nothing that you have written is touched by this.'],
    signedBy: `The ${programme.shortName} programme team`,
  };
}

/** What became of asking for a pause. */
export function pauseAnsweredWords(about: About & { readonly granted: boolean }): LetterWords {
  const { programme, person, registration, edition, granted } = about;
  const says = granted
    ? `Your pause is confirmed. Your registration now runs out on ${sayInstant(registration.expires, edition.timeZone)}.`
    : `Your pause was not confirmed, so your registration still runs out on ${sayInstant(registration.expires, edition.timeZone)}.`;
  return {
    subject: granted
      ? `[${programme.shortName}] Your registration now runs until ${dayInWords(about)}`
      : `[${programme.shortName}] Your pause was not confirmed`,
    greeting: `Dear ${person.name}`,
    paragraphs: [says],
    action: { label: 'See your registration', path: '/registration' },
    after: ['Reply to this letter to talk about it.'],
    signedBy: `The ${programme.shortName} programme team`,
  };
}

function dayInWords({ edition, registration }: About): string {
  return sayDate(lastDayOf(edition, registration.expires));
}

function apart({ edition, registration, now }: About): string {
  const today = now.toZonedDateTimeISO(edition.timeZone).toPlainDate();
  return sayTimeLeft(today, lastDayOf(edition, registration.expires));
}
