import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { hashToken } from '#platform/cookies.ts';
import type { Database, Tx } from '#platform/database.ts';

/** Who somebody is at the identity provider, and what it says of them. */
export type ProviderIdentity = {
  readonly issuer: string;
  readonly subject: string;
  /** '' when the provider did not say. */
  readonly name: string;
  readonly department: string;
};

/** Remembers that this browser went to the provider, and where it wants to go after. */
export async function addVisit(
  tx: Tx,
  visit: { tab: string; toPath: string; expiresAt: Temporal.Instant },
): Promise<void> {
  await tx
    .insertInto('people.provider_visit')
    .values({
      tab_hash: hashToken(visit.tab),
      to_path: visit.toPath,
      expires_at: visit.expiresAt,
      back_at: null,
      issuer: null,
      subject: null,
      name: null,
      department: null,
    })
    .execute();
}

/** Takes the visit of a browser that came back, once: a second return, a late one or a stranger's finds nothing. */
export async function takeVisit(tx: Tx, tab: string): Promise<{ id: string; toPath: string } | undefined> {
  const row = await tx
    .updateTable('people.provider_visit')
    .set({ back_at: now() })
    .where('tab_hash', '=', hashToken(tab))
    .where('back_at', 'is', null)
    .where('expires_at', '>', now())
    .returning(['id', 'to_path'])
    .executeTakeFirst();
  return row && { id: row.id, toPath: row.to_path };
}

/** Lets an identity wait in its visit until this browser proves an address. */
export async function keepWaiting(
  tx: Tx,
  visitId: string,
  { issuer, subject, name, department }: ProviderIdentity,
  expiresAt: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('people.provider_visit')
    .set({ issuer, subject, name, department, expires_at: expiresAt })
    .where('id', '=', visitId)
    .execute();
}

/** Whether an identity waits in this browser, and the name it came with. */
export async function findWaiting(db: Database, tab: string): Promise<{ name: string } | undefined> {
  const row = await db
    .selectFrom('people.provider_visit')
    .select('name')
    .where('tab_hash', '=', hashToken(tab))
    .where('subject', 'is not', null)
    .where('expires_at', '>', now())
    .executeTakeFirst();
  return row && { name: row.name ?? '' };
}

/** The identity that waits in this browser, taken out for good; nothing when none does. */
export async function takeWaiting(tx: Tx, tab: string): Promise<ProviderIdentity | undefined> {
  const row = await tx
    .deleteFrom('people.provider_visit')
    .where('tab_hash', '=', hashToken(tab))
    .where('subject', 'is not', null)
    .where('expires_at', '>', now())
    .returning(['issuer', 'subject', 'name', 'department'])
    .executeTakeFirst();
  if (!row?.issuer || !row.subject) return undefined;
  return {
    issuer: row.issuer,
    subject: row.subject,
    name: row.name ?? '',
    department: row.department ?? '',
  };
}

/** The person behind an identity, or nothing. */
export async function findByIdentity(
  tx: Tx,
  { issuer, subject }: ProviderIdentity,
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('people.identity')
    .select('person_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.person_id;
}

/** Whether the person signs in through any provider already. */
export async function hasIdentity(tx: Tx, personId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('people.identity')
    .select('subject')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Ties an identity to a person; answers whether it was tied now. An identity belongs to one person for good, and a person has
 * one at each provider: where either is taken, nothing changes.
 */
export async function tieIdentity(
  tx: Tx,
  personId: string,
  { issuer, subject }: ProviderIdentity,
): Promise<boolean> {
  const row = await tx
    .insertInto('people.identity')
    .values({ issuer, subject, person_id: personId, first_seen_at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('subject')
    .executeTakeFirst();
  return row !== undefined;
}

/** Removes visits that ran out before the instant. */
export async function removeOldVisits(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.deleteFrom('people.provider_visit').where('expires_at', '<', before).execute();
}

/** The providers that a person signs in through. */
export async function providersOf(db: Database, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('people.identity')
    .select('issuer')
    .where('person_id', '=', personId)
    .execute();
  return rows.map((row) => row.issuer);
}
