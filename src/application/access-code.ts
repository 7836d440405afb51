import { randomInt } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import { waitsForDates, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { NOT_THERE, refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import {
  addAccessCode,
  addCodeUse,
  endAccessCode,
  findAccessCode,
  lockAccessCode,
  type AccessCode,
} from './access-code.sql.ts';
import { findApplication, findApplicationTo } from './application.sql.ts';
import { beginNew } from './draft.ts';
import { lockApplication } from './draft.sql.ts';
import { refusalForTeam } from './rules.ts';

/** Letters and digits that nobody mistakes for each other: twelve of them are 59 bits. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

function mintCode(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group()].join('-');
}

/** A code as somebody typed it, in the shape in which it is kept. */
export function readCode(typed: string): string {
  const signs = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return [signs.slice(0, 4), signs.slice(4, 8), signs.slice(8, 12)].join('-');
}

export type CodeState = 'works' | 'used-up' | 'expired' | 'revoked';

/** What a code is good for at this moment, for somebody who has not used it yet. */
export function codeState(code: AccessCode, at: Temporal.Instant): CodeState {
  if (code.revokedAt) return 'revoked';
  if (code.expiresAt.epochMilliseconds <= at.epochMilliseconds) return 'expired';
  return code.uses >= code.mostUses ? 'used-up' : 'works';
}

/** Why a code does not let one more person in. */
export function refusalToUse(code: AccessCode, run: Run, at: Temporal.Instant): Refusal | undefined {
  if (waitsForDates(run) || at.epochMilliseconds < run.opensAt.epochMilliseconds)
    return refuse('not-open', 'Applications to this run are not open yet.');
  switch (codeState(code, at)) {
    case 'works':
      return undefined;
    case 'revoked':
      return refuse('code-revoked', 'This access code was taken back. Ask the team for another.');
    case 'expired':
      return refuse('code-expired', `This access code worked until ${sayInstant(code.expiresAt, run.zone)}.`);
    case 'used-up':
      return refuse('code-used-up', 'This access code was used as often as it may be. Ask the team.');
  }
}

export type NewCode = {
  readonly runId: string;
  readonly purpose: string;
  readonly expiresAt: Temporal.Instant;
  readonly mostUses: number;
  readonly by: string;
};

/** Makes an access code to one run. Refused when it would be over before it is there. */
export async function makeAccessCode(tx: Tx, code: NewCode): Promise<AccessCode> {
  if (code.expiresAt.epochMilliseconds <= now().epochMilliseconds)
    stopIf(refuse('code-expired', 'The code would expire before anybody could use it.', 422));
  return addAccessCode(tx, { ...code, code: mintCode() });
}

/** Takes a code back: nobody else can use it. Who came in by it keeps the time that they were given. Twice changes nothing. */
export async function revokeAccessCode(
  tx: Tx,
  revocation: { readonly runId: string; readonly codeId: string; readonly by: string },
): Promise<void> {
  if (!(await endAccessCode(tx, revocation)))
    stopIf((await findAccessCode(tx, revocation.runId, revocation.codeId)) ? undefined : NOT_THERE);
}

/**
 * Lets a person in by the late door: begins an application to the run, or opens the one that they have, until the code
 * expires. Answers its id. Holds the code, so that it is never used more often than it may be; who used it already goes on
 * with what they have and uses it no more. Refused when the code does not work, or the application was decided.
 */
export async function enterLate(
  tx: Tx,
  run: Run,
  entry: { readonly code: string; readonly personId: string },
): Promise<string> {
  const code = await lockAccessCode(tx, run.id, readCode(entry.code));
  if (!code) return stopIf(UNKNOWN_CODE) ?? '';
  const own = await findApplicationTo(tx, run.id, entry.personId);
  if (own && code.applicationIds.includes(own.id)) return own.id;
  stopIf(refusalToUse(code, run, now()));
  const id = own?.id ?? (await beginNew(tx, run, { personId: entry.personId }));
  await lockApplication(tx, id);
  const application = await findApplication(tx, id);
  stopIf(application ? refusalForTeam(application) : NOT_THERE);
  await addCodeUse(tx, { applicationId: id, codeId: code.id, runId: run.id, number: code.uses + 1 });
  return id;
}

/** A code that is not there, and one of another run, answer alike. */
export const UNKNOWN_CODE = refuse('code-unknown', 'This is not an access code to this run.', 422);
