import { sayDate, sayInstant, spokenDay } from '#calendar';
import { runName, type Run } from '#programme';
import { Temporal } from 'temporal-polyfill';
import type { Application } from './application.ts';
import type { LetterWords } from '#platform/letters.ts';

/** What every letter about an application is written from. */
export type LetterAbout = {
  readonly run: Run;
  readonly application: Pick<Application, 'id' | 'reference'>;
  readonly personName: string;
};

/** A subject with the programme's short name in brackets, once, first. */
export function subject({ run }: Pick<LetterAbout, 'run'>, words: string): string {
  return `[${run.programme.shortName}] ${words}`;
}

/** The whole name: which part of it is the first is not ours to guess. */
export function greeting({ personName }: Pick<LetterAbout, 'personName'>): string {
  return `Dear ${personName}`;
}

/** Whom to ask, by name and by the address that answers go to. */
export function whomToAsk({ run }: Pick<LetterAbout, 'run'>): string {
  const { contactName, contactAddress } = run.programme;
  const who = contactName ? `${contactName} reads the answers` : 'The team reads the answers';
  return `If anything is unclear, reply to this letter. ${who}; the address is ${contactAddress}.`;
}

/** Who signs. */
export function signature({ run }: Pick<LetterAbout, 'run'>): string {
  return `The ${run.programme.shortName} programme team`;
}

/** A moment by the run's clocks. */
export function when(run: Run, at: Temporal.Instant): string {
  return sayInstant(at, run.zone);
}

/** The day of a moment by the run's clocks. */
export function day(run: Run, at: Temporal.Instant): string {
  return sayDate(spokenDay(at, run.zone, 'opens'));
}

export type ReceiptFacts = LetterAbout & {
  readonly submittedAt: Temporal.Instant;
  /** 1 for the first sending; more when answers were changed and sent again. */
  readonly number: number;
  readonly answers: readonly (readonly [string, string])[];
};

/** The receipt: the application is in, until when it can be changed, what happens next, and every answer. */
export function receiptLetter(facts: ReceiptFacts): LetterWords {
  const { run, application, submittedAt, number } = facts;
  const again = number > 1;
  return {
    subject: subject(
      facts,
      again
        ? `We have your changed application (${application.reference}, sent ${number} times)`
        : `We have your application (${application.reference})`,
    ),
    greeting: greeting(facts),
    paragraphs: [
      `Your application to the ${runName(run)} reached us on ${when(run, submittedAt)}. Its number is ${application.reference}. You do not have to do anything more.`,
      ...(again ? ['It takes the place of what you sent before. What you sent before is kept with it.'] : []),
      `You can change your answers until ${when(run, run.deadline.at)}. A change counts once you have sent it again.`,
      `We write to everybody who applied in the week that begins on ${sayDate(Temporal.PlainDate.from(run.notifyWeekOf))}.`,
      'This is what you told us:',
    ],
    facts: facts.answers,
    action: { label: 'See your application', path: `/applications/${application.id}` },
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}

/** An application was taken back; until the deadline it can be sent again. */
export function withdrawnLetter(facts: LetterAbout & { readonly isStillOpen: boolean }): LetterWords {
  const { run, application } = facts;
  return {
    subject: subject(facts, `Your application is withdrawn (${application.reference})`),
    greeting: greeting(facts),
    paragraphs: [
      `You have withdrawn your application to the ${runName(run)}. Nobody will decide on it, and you will get no other letter about it.`,
      facts.isStillOpen
        ? `If you change your mind, your answers are still there. You can send them again until ${when(run, run.deadline.at)}.`
        : 'You are welcome to apply again in another year. It will not count for or against you.',
    ],
    ...(facts.isStillOpen
      ? { action: { label: 'See your answers', path: `/applications/${application.id}` } }
      : {}),
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
}
