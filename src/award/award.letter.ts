import { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import type { Pathway } from '#framework';
import type { Organisation, Person } from '#people';
import type { Programme } from '#programme';
import type { LetterWords } from '#platform/letters.ts';
import type { Award } from './award.ts';
import { REVOCATION_WORDS } from './award.ts';

type About = {
  readonly award: Award;
  readonly person: Pick<Person, 'name'>;
  readonly body: Pick<Organisation, 'name' | 'contactAddress'>;
  readonly programme: Pick<Programme, 'shortName'>;
  readonly pathway: Pick<Pathway, 'title' | 'abbreviation'>;
};

/** You hold it: number, dates, what comes with it. */
export function awardWords({ award, person, body, programme, pathway }: About): LetterWords {
  const here = award.givenHere;
  return {
    subject: `[${programme.shortName}] You hold ${pathway.title}`,
    greeting: `Dear ${person.name}`,
    paragraphs: [
      `Congratulations. ${body.name} has awarded you ${pathway.title}, and you may put ${pathway.abbreviation} after your name.`,
      here
        ? 'Your certificate is ready, with an address where anyone can check it.'
        : `${body.name} sends you its certificate. When you know your number, write it on your award’s page.`,
    ],
    facts: [
      ...(award.number ? [['Number', award.number] as const] : []),
      ['Awarded on', day(award.awardedOn)],
      ...(award.validUntil ? [['Valid until', day(award.validUntil)] as const] : []),
      ...(award.reviewDue ? [['Review due', day(award.reviewDue)] as const] : []),
    ],
    action: { label: 'See your award', path: `/awards/${award.id}` },
    after: ['You are in no public list unless you ask to be; you can do so on the same page.'],
    signedBy: here ? body.name : `The ${programme.shortName} programme team`,
  };
}

/** Your review was passed: it holds on. */
export function renewedWords({ award, person, body, programme, pathway }: About): LetterWords {
  return {
    subject: `[${programme.shortName}] Your ${pathway.title} holds on`,
    greeting: `Dear ${person.name}`,
    paragraphs: [`${body.name} has accepted your review. Your number and your verification address stay.`],
    facts: [
      ...(award.validUntil ? [['Valid until', day(award.validUntil)] as const] : []),
      ...(award.reviewDue ? [['Next review due', day(award.reviewDue)] as const] : []),
    ],
    action: { label: 'See your award', path: `/awards/${award.id}` },
    signedBy: body.name,
  };
}

/** It was taken back, or given again. */
export function standingWords(about: About, change: 'revoked' | 'reinstated'): LetterWords {
  const { award, person, body, programme, pathway } = about;
  const reason = award.revoked ? REVOCATION_WORDS[award.revoked.reason] : '';
  return {
    subject:
      change === 'revoked'
        ? `[${programme.shortName}] Your ${pathway.title} was withdrawn`
        : `[${programme.shortName}] Your ${pathway.title} is valid again`,
    greeting: `Dear ${person.name}`,
    paragraphs:
      change === 'revoked'
        ? [
            `${body.name} has withdrawn your ${pathway.title}. Whoever verifies it is told: ${reason}`,
            `To ask about this, write to ${body.contactAddress}.`,
          ]
        : [
            `${body.name} has reinstated your ${pathway.title}. Whoever verifies it is told how it stands now. If you were in the public register, add yourself again on the page of your award.`,
          ],
    action: { label: 'See your award', path: `/awards/${award.id}` },
    signedBy: body.name,
  };
}

function day(date: string): string {
  return sayDate(Temporal.PlainDate.from(date));
}
