import { sayDate, sayInstant, spokenDay } from '#calendar';
import type { Run } from '#programme';
import type { Temporal } from 'temporal-polyfill';
import type { Application } from './application.ts';

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
