import { runName, type Run, type Workshop } from '#programme';
import type { LetterWords } from '#platform/letters.ts';
import type { Told } from './invitation.sql.ts';
import { sayWhen, sayWorkshop } from './saying.ts';

type About = { readonly run: Run; readonly name: string };

/** To somebody who has a place: what comes, for their calendar. */
export function invitedWords({ run, name, coming }: About & { coming: readonly Workshop[] }): LetterWords {
  return {
    subject: `[${run.programme.shortName}] Your workshops: dates for your calendar`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `You have a place on the ${runName(run)}, and with it a seat in ${countWorkshops(coming.length)}.`,
      ...(coming.length === 0
        ? []
        : [
            'The attached calendar file holds them all: open it once and they stand in your calendar. If one of them moves, we write to you, and the entry moves with it.',
          ]),
    ],
    facts: coming.map((workshop) => [
      `Workshop ${workshop.number} · ${workshop.title}`,
      `${sayWhen(run, workshop)}\n${workshop.onlineLink ? `Online: ${workshop.onlineLink}` : workshop.place}`,
    ]),
    action: { label: 'See your workshops and what to prepare', path: '/workshops' },
    after: [
      'If you cannot come to one of them, open it on that page and send your apologies, so that we can keep the materials for you.',
      ...(run.courseSite ? [`The course site is for participants only: ${run.courseSite}`] : []),
    ],
    signedBy: signature(run),
  };
}

function countWorkshops(count: number): string {
  if (count === 0) return 'its series of workshops. All of them are over; ask us how to catch up';
  return count === 1 ? 'the one workshop that is still to come' : `the ${count} workshops that are to come`;
}

/** To somebody whose workshop has another time or place, or was added; `before` is what they were last told. */
export function changedWords({
  run,
  name,
  workshop,
  before,
}: About & { workshop: Workshop; before: Told | undefined }): LetterWords {
  const what = `Workshop ${workshop.number}`;
  const place = workshop.onlineLink ? `Online: ${workshop.onlineLink}` : workshop.place;
  return {
    subject: `[${run.programme.shortName}] ${before ? `${what} has changed` : `${what} is new`}: ${sayWhen(run, workshop)}`,
    greeting: `Dear ${name}`,
    paragraphs: [
      before
        ? `${sayWorkshop(workshop)} has another time or place. The attached invitation moves it in your calendar.`
        : `${sayWorkshop(workshop)} has been added to your series. The attached invitation puts it into your calendar.`,
    ],
    facts: [
      ...(before
        ? [
            ['It was', `${sayWhen(run, before)}\n${before.place}`] as const,
            ['It is now', sayWhen(run, workshop)] as const,
          ]
        : [['When', sayWhen(run, workshop)] as const]),
      ['Where', place],
    ],
    action: { label: 'See this workshop', path: `/workshops/${workshop.id}` },
    after: ['If you cannot come, send your apologies on that page.'],
    signedBy: signature(run),
  };
}

/** To somebody whose workshop does not take place. */
export function cancelledWords({ run, name, workshop }: About & { workshop: Workshop }): LetterWords {
  return {
    subject: `[${run.programme.shortName}] Workshop ${workshop.number} is cancelled: ${sayWhen(run, workshop)}`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `${sayWorkshop(workshop)} does not take place. The attached message takes it out of your calendar.`,
      'If another date is found for it, we write to you.',
    ],
    facts: [['It was', sayWhen(run, workshop)]],
    action: { label: 'See your workshops', path: '/workshops' },
    signedBy: signature(run),
  };
}

/** To somebody who gave up their place: the seats are free again. */
export function leftWords({ run, name, coming }: About & { coming: readonly Workshop[] }): LetterWords {
  return {
    subject: `[${run.programme.shortName}] You have left the workshops of the ${runName(run)}`,
    greeting: `Dear ${name}`,
    paragraphs: [
      `You gave up your place on the ${runName(run)}, so your seat in its workshops is free for somebody else.`,
      ...(coming.length === 0
        ? []
        : [
            'The attached calendar file marks these as cancelled. Some calendars leave that to you: delete them there.',
          ]),
    ],
    facts: coming.map((workshop) => [
      `Workshop ${workshop.number} · ${workshop.title}`,
      sayWhen(run, workshop),
    ]),
    after: ['If this was a mistake, answer this letter soon, before the seat is given to somebody else.'],
    signedBy: signature(run),
  };
}

function signature(run: Run): string {
  return `The ${run.programme.shortName} team\n${run.contactAddress}`;
}
