import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { hashToken, mintToken } from '#platform/cookies.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Viewer, WornHat } from '#platform/viewer.ts';

/** A session ends twelve hours after it was last used, and seven days after it began in any case. */
export const SESSION_IDLE_HOURS = 12;
export const SESSION_LONGEST_HOURS = 7 * 24;

/** How often a session's last use is written down: often enough for people, seldom enough for the database. */
const SEEN_EVERY_MINUTES = 10;

/** Signs a person in on a device: adds a session and answers its token, which only the cookie then knows. */
export async function startSession(tx: Tx, personId: string, device: string): Promise<string> {
  return (await openSession(tx, personId, device)).token;
}

/** As `startSession`, and answers the session's id too. */
export async function openSession(
  tx: Tx,
  personId: string,
  device: string,
): Promise<{ token: string; sessionId: string }> {
  const token = mintToken();
  const sessionId = randomUUID();
  const at = now();
  await tx
    .insertInto('people.session')
    .values({
      id: sessionId,
      token_hash: hashToken(token),
      person_id: personId,
      device: device.slice(0, 200),
      began_at: at,
      seen_at: at,
      expires_at: at.add({ hours: SESSION_LONGEST_HOURS }),
      ended_at: null,
    })
    .execute();
  return { token, sessionId };
}

type SeenRow = {
  id: string;
  person_id: string;
  name: string;
  email: string;
  hats: WornHat[] | null;
  stale: boolean;
};

/** Who the token belongs to, with the hats they wear now, in one query; nothing when it ended or was never ours. */
export async function recognise(db: Database, token: string): Promise<Viewer | undefined> {
  const at = now();
  const { rows } = await sql<SeenRow>`
    select session.id, session.person_id, person.name, person.email,
      session.seen_at < ${at.subtract({ minutes: SEEN_EVERY_MINUTES })}::timestamptz as stale,
      (select json_agg(json_build_object('hat', hat.hat, 'organisationId', hat.organisation_id) order by hat.given_at)
         from people.hat where hat.person_id = person.id and hat.taken_at is null) as hats
    from people.session join people.person on person.id = session.person_id
    where session.token_hash = ${hashToken(token)} and session.ended_at is null
      and session.expires_at > ${at}::timestamptz
      and session.seen_at > ${at.subtract({ hours: SESSION_IDLE_HOURS })}::timestamptz`.execute(db);
  const row = rows[0];
  if (!row) return undefined;
  if (row.stale)
    await db.updateTable('people.session').set({ seen_at: at }).where('id', '=', row.id).execute();
  return {
    personId: row.person_id,
    name: row.name,
    email: row.email,
    sessionId: row.id,
    hats: row.hats ?? [],
  };
}

export type Session = {
  readonly id: string;
  /** The device in words, as it named itself at sign-in. */
  readonly device: string;
  readonly beganAt: Temporal.Instant;
  /** Last use, to within ten minutes. */
  readonly seenAt: Temporal.Instant;
};

/** The sessions of a person that would be let in now, last used first. */
export async function sessionsOf(db: Database, personId: string): Promise<Session[]> {
  const rows = await db
    .selectFrom('people.session')
    .select(['id', 'device', 'began_at', 'seen_at'])
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now())
    .where('seen_at', '>', now().subtract({ hours: SESSION_IDLE_HOURS }))
    .orderBy('seen_at', 'desc')
    .orderBy('began_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    device: row.device,
    beganAt: row.began_at,
    seenAt: row.seen_at,
  }));
}

/** Ends one session of this person; answers whether there was one to end. */
export async function endSession(tx: Tx, personId: string, sessionId: string): Promise<boolean> {
  const ended = await tx
    .updateTable('people.session')
    .set({ ended_at: now() })
    .where('id', '=', sessionId)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}

/** Whether a session of that id is or was this person's. */
export async function hadSession(db: Database, personId: string, sessionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('people.session')
    .select('id')
    .where('id', '=', sessionId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends every session of this person but one; answers how many ended. */
export async function endOtherSessions(tx: Tx, personId: string, keptSessionId: string): Promise<number> {
  const ended = await tx
    .updateTable('people.session')
    .set({ ended_at: now() })
    .where('person_id', '=', personId)
    .where('id', '!=', keptSessionId)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute();
  return ended.length;
}

/** Removes sessions that nobody can use and that ended, or were last seen, before the instant. */
export async function removeOldSessions(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx
    .deleteFrom('people.session')
    .where((or) =>
      or.or([or('ended_at', '<', before), or('expires_at', '<', before), or('seen_at', '<', before)]),
    )
    .execute();
}
