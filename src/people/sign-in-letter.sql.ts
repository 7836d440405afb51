import type { Temporal } from 'temporal-polyfill';
import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import { hashToken } from '#platform/cookies.ts';
import type { Database, Tx } from '#platform/database.ts';

/** A letter that lets its reader in, without its secrets. */
export type SignInLetter = {
  readonly id: string;
  readonly email: string;
  readonly codeSeal: string;
  readonly wrongCodes: number;
  readonly toPath: string;
  readonly expiresAt: Temporal.Instant;
  readonly usedAt: Temporal.Instant | undefined;
};

const LETTER = ['id', 'email', 'code_seal', 'wrong_codes', 'to_path', 'expires_at', 'used_at'] as const;

type LetterRow = {
  id: string;
  email: string;
  code_seal: string;
  wrong_codes: number;
  to_path: string;
  expires_at: Temporal.Instant;
  used_at: Temporal.Instant | null;
};

function toLetter(row: LetterRow): SignInLetter {
  return {
    id: row.id,
    email: row.email,
    codeSeal: row.code_seal,
    wrongCodes: row.wrong_codes,
    toPath: row.to_path,
    expiresAt: row.expires_at,
    usedAt: row.used_at ?? undefined,
  };
}

/** How a letter is found: by the link's token, or by the browser that asked for it. */
export type LetterKey = { link: string } | { tab: string };

function whereKey(key: LetterKey) {
  return 'link' in key
    ? (['link_hash', hashToken(key.link)] as const)
    : (['tab_hash', hashToken(key.tab)] as const);
}

/** The letter of a link, or the one that a browser asked for; whether it still works is for the caller to see. */
export async function findLetter(db: Database, key: LetterKey): Promise<SignInLetter | undefined> {
  const [column, hash] = whereKey(key);
  const row = await db
    .selectFrom('people.sign_in_letter')
    .select(LETTER)
    .where(column, '=', hash)
    .executeTakeFirst();
  return row && toLetter(row);
}

/** As `findLetter`, and holds it: of two who use it at once, one waits for the other. */
export async function lockLetter(tx: Tx, key: LetterKey): Promise<SignInLetter | undefined> {
  const [column, hash] = whereKey(key);
  const row = await tx
    .selectFrom('people.sign_in_letter')
    .select(LETTER)
    .where(column, '=', hash)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && toLetter(row);
}

/** How many letters went to the address, and were asked for from that place, since the instant. */
export async function countLetters(
  tx: Tx,
  email: string,
  remoteSeal: string,
  since: Temporal.Instant,
): Promise<{ toAddress: number; fromRemote: number }> {
  const { rows } = await sql<{ to_address: number; from_remote: number }>`
    select (select count(*) from people.sign_in_letter
              where email = ${email} and asked_at > ${since}::timestamptz) as to_address,
           (select count(*) from people.sign_in_letter
              where remote_seal = ${remoteSeal} and asked_at > ${since}::timestamptz) as from_remote`.execute(
    tx,
  );
  const row = rows[0];
  return { toAddress: row?.to_address ?? 0, fromRemote: row?.from_remote ?? 0 };
}

export type NewSignInLetter = {
  readonly id: string;
  readonly email: string;
  readonly link: string;
  readonly codeSeal: string;
  readonly tab: string;
  readonly remoteSeal: string;
  readonly toPath: string;
  readonly expiresAt: Temporal.Instant;
};

/** Keeps what a letter's secrets will be checked against. */
export async function addSignInLetter(tx: Tx, letter: NewSignInLetter): Promise<void> {
  await tx
    .insertInto('people.sign_in_letter')
    .values({
      id: letter.id,
      email: letter.email,
      link_hash: hashToken(letter.link),
      code_seal: letter.codeSeal,
      tab_hash: hashToken(letter.tab),
      wrong_codes: 0,
      remote_seal: letter.remoteSeal,
      to_path: letter.toPath,
      asked_at: now(),
      expires_at: letter.expiresAt,
      used_at: null,
      session_id: null,
    })
    .execute();
}

/** Writes that a letter has been used, and the session it opened. */
export async function markLetterUsed(tx: Tx, letterId: string, sessionId: string): Promise<void> {
  await tx
    .updateTable('people.sign_in_letter')
    .set({ used_at: now(), session_id: sessionId })
    .where('id', '=', letterId)
    .execute();
}

/** Counts a wrong code. */
export async function countWrongCode(tx: Tx, letterId: string): Promise<void> {
  await tx
    .updateTable('people.sign_in_letter')
    .set((row) => ({ wrong_codes: row('wrong_codes', '+', 1) }))
    .where('id', '=', letterId)
    .execute();
}

/** Removes letters that ran out before the instant. */
export async function removeOldLetters(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('people.sign_in_letter').where('expires_at', '<', before).execute();
}
