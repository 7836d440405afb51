import { randomUUID } from 'node:crypto';
import { FALLBACK_ZONE, sayInstant } from '#calendar';
import { now } from '#platform/clock.ts';
import { mintToken } from '#platform/cookies.ts';
import type { Database, Tx } from '#platform/database.ts';
import { holdKey } from '#platform/database.ts';
import { writeLetter } from '#platform/letters.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import { sealFor } from '#platform/secret.ts';
import { findPersonByEmail, organisationsOf, personFor } from './people.sql.ts';
import type { Person } from './person.ts';
import { takeWaiting, tieIdentity } from './provider-visit.sql.ts';
import { heedProvider } from './said.ts';
import { openSession } from './session.sql.ts';
import {
  addSignInLetter,
  countLetters,
  countWrongCode,
  findLetter,
  lockLetter,
  markLetterUsed,
  type LetterKey,
  type SignInLetter,
} from './sign-in-letter.sql.ts';
import { CODE_TRIES, LETTER_MINUTES, mintCode, refusalToWrite, sealCode } from './sign-in-letter.ts';
import { signInLetter } from './sign-in.letter.ts';

/** What the house calls itself in letters, where to answer them, and in which zone its clocks are read. */
export type HouseName = {
  readonly name: string;
  readonly zone: string;
  readonly replyTo: string | undefined;
  readonly institutionId: string | undefined;
};

/** The house by its first institution; "Waymark" before there is one. */
export async function findHouseName(db: Database): Promise<HouseName> {
  const [first] = await organisationsOf(db, 'institution');
  return {
    name: first?.name ?? 'Waymark',
    zone: first?.zone ?? FALLBACK_ZONE,
    replyTo: first?.contactAddress,
    institutionId: first?.id,
  };
}

/** The zone in which the house says times that belong to no run: its first institution's. */
export async function houseZone(db: Database): Promise<string> {
  return (await findHouseName(db)).zone;
}

/**
 * Writes the letter that lets the owner of an address in, whoever that is: an address nobody here has is treated the same,
 * and its account is made when the letter is used. Answers the token that binds the code to the browser that asked.
 * Refused (429) when too many letters went to the address, or were asked for from one place, within the hour.
 */
export async function askForLetter(
  tx: Tx,
  ask: { email: string; toPath: string; remote: string },
): Promise<string> {
  const remoteSeal = sealFor('remote address', ask.remote);
  await holdKey(tx, `people.sign-in-from:${remoteSeal}`);
  await holdKey(tx, `people.sign-in-to:${ask.email}`);
  stopIf(refusalToWrite(await countLetters(tx, ask.email, remoteSeal, now().subtract({ hours: 1 }))));
  const [id, link, tab, code] = [randomUUID(), mintToken(), mintToken(), mintCode()];
  const expiresAt = now().add({ minutes: LETTER_MINUTES });
  await addSignInLetter(tx, {
    id,
    link,
    tab,
    remoteSeal,
    expiresAt,
    email: ask.email,
    codeSeal: sealCode(id, code),
    toPath: ask.toPath,
  });
  await postLetter(tx, ask.email, { code, link, expiresAt });
  return tab;
}

async function postLetter(
  tx: Tx,
  email: string,
  secrets: { code: string; link: string; expiresAt: SignInLetter['expiresAt'] },
): Promise<void> {
  const house = await findHouseName(tx);
  const person = await findPersonByEmail(tx, email);
  const name = person?.isNamed ? person.name : undefined;
  await writeLetter(tx, {
    kind: 'people.sign-in',
    to: { name: name ?? '', address: email, ...(person ? { personId: person.id } : {}) },
    words: signInLetter({
      name,
      code: secrets.code,
      link: secrets.link,
      until: sayInstant(secrets.expiresAt, house.zone),
      minutes: LETTER_MINUTES,
      house: house.name,
    }),
    replyTo: house.replyTo,
    secret: true,
  });
}

/** Somebody who is in: the session's token for the cookie, and where they were going. */
export type SignIn = {
  readonly token: string;
  readonly person: Person;
  readonly toPath: string;
  /** false when an identity waited in this browser and could not be tied to this person. */
  readonly untied?: boolean;
};

/** The browser that signs in: its device in words, and its token if an identity of the provider waits in it. */
export type Browser = { readonly device: string; readonly waitingTab: string | undefined };

/** Why a letter lets nobody in any more; nothing while it does. */
export function refusalToUse(letter: SignInLetter | undefined): Refusal<LetterFault> | undefined {
  if (!letter)
    return refuse('unknown', 'This link is not one that we know. It may be old, or cut short.', 404);
  if (letter.usedAt) return refuse('used', 'This link has been used. Each one works once.');
  if (now().epochMilliseconds >= letter.expiresAt.epochMilliseconds)
    return refuse('expired', `This link has run out. Each one works for ${LETTER_MINUTES} minutes.`);
  return undefined;
}

export type LetterFault = 'unknown' | 'used' | 'expired';

/** Looks at a letter without using it: what opening the link does. */
export async function lookAtLetter(
  db: Database,
  key: LetterKey,
): Promise<{ letter: SignInLetter | undefined; refusal: Refusal<LetterFault> | undefined }> {
  const letter = await findLetter(db, key);
  return { letter, refusal: refusalToUse(letter) };
}

/**
 * Signs in by a letter's link: holds the letter, opens one session, marks the letter used. The person is added when nobody
 * has the address yet; an identity that waits in this browser is tied to them. Refused when the letter is used up.
 */
export async function useLink(tx: Tx, link: string, browser: Browser): Promise<SignIn> {
  const letter = await lockLetter(tx, { link });
  const refusal = refusalToUse(letter);
  if (!letter || refusal) throw stop(refusal);
  return useLetter(tx, letter, browser);
}

function stop(refusal: Refusal | undefined): Error {
  stopIf(refusal);
  return new Error('A letter that is missing is always refused.');
}

/** What became of a typed code. A wrong one is counted, so this answers and does not throw: the count must be kept. */
export type CodeAnswer = { signIn: SignIn } | { wrong: { triesLeft: number } } | { refusal: Refusal };

/** Signs in by the code, in the browser that asked for the letter; after five wrong codes that letter's code is dead. */
export async function useCode(tx: Tx, tab: string, code: string, browser: Browser): Promise<CodeAnswer> {
  const letter = await lockLetter(tx, { tab });
  const refusal = refusalToUse(letter) ?? refusalToTry(letter);
  if (!letter || refusal) return { refusal: refusal ?? TOO_MANY_TRIES };
  if (sealCode(letter.id, code) === letter.codeSeal) return { signIn: await useLetter(tx, letter, browser) };
  await countWrongCode(tx, letter.id);
  return { wrong: { triesLeft: CODE_TRIES - letter.wrongCodes - 1 } };
}

const TOO_MANY_TRIES = refuse(
  'too-many-tries',
  `The code was typed wrongly ${CODE_TRIES} times, so it works no more. The link in the e-mail still does, or ask for another.`,
  429,
);

function refusalToTry(letter: SignInLetter | undefined): Refusal | undefined {
  return letter && letter.wrongCodes >= CODE_TRIES ? TOO_MANY_TRIES : undefined;
}

async function useLetter(tx: Tx, letter: SignInLetter, browser: Browser): Promise<SignIn> {
  const person = await personFor(tx, { email: letter.email, name: '' });
  const untied = browser.waitingTab !== undefined && !(await tieWaiting(tx, person, browser.waitingTab));
  const { token, sessionId } = await openSession(tx, person.id, browser.device);
  await markLetterUsed(tx, letter.id, sessionId);
  return {
    token,
    person: (await findPersonByEmail(tx, letter.email)) ?? person,
    toPath: letter.toPath,
    untied,
  };
}

/** Ties what waits in this browser to the person who has just proved the address; true also when nothing waits. */
async function tieWaiting(tx: Tx, person: Person, tab: string): Promise<boolean> {
  const identity = await takeWaiting(tx, tab);
  if (!identity) return true;
  const tied = await tieIdentity(tx, person.id, identity);
  if (tied) await heedProvider(tx, person, identity);
  return tied;
}
