import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import { hashToken } from '#platform/cookies.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import type { ProviderClaims } from './oidc.ts';

/** Who somebody is at the identity provider, and what it says of them. */
export type ProviderIdentity = {
  readonly issuer: string;
  readonly subject: string;
  /** '' when the provider did not say. */
  readonly name: string;
  readonly email?: string | undefined;
  readonly department: string;
  /** Other names for the same subject, which it may be known by here and which last less well. */
  readonly formerSubjects?: readonly string[];
};

/** Remembers that this browser went to the provider, with which request by SAML, and where it wants to go after. */
export async function addVisit(
  tx: Tx,
  visit: { tab: string; toPath: string; expiresAt: Temporal.Instant; requestId?: string },
): Promise<void> {
  await tx
    .insertInto('people.provider_visit')
    .values({
      tab_hash: hashToken(visit.tab),
      request_hash: visit.requestId === undefined ? null : hashToken(visit.requestId),
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
    .where('request_hash', 'is', null)
    .where('back_at', 'is', null)
    .where('expires_at', '>', now())
    .returning(['id', 'to_path'])
    .executeTakeFirst();
  return row && { id: row.id, toPath: row.to_path };
}

/** Whether a request by SAML is one of ours that nobody has answered yet. */
export async function findOpenRequest(db: Database, requestId: string): Promise<boolean> {
  const row = await db
    .selectFrom('people.provider_visit')
    .select('id')
    .where('request_hash', '=', hashToken(requestId))
    .where('back_at', 'is', null)
    .where('expires_at', '>', now())
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps the answer to a request until its browser comes for it; a second answer, or one that comes late, is not kept. */
export async function keepAnswer(tx: Tx, requestId: string, claims: ProviderClaims): Promise<boolean> {
  const row = await tx
    .updateTable('people.provider_visit')
    .set({ back_at: now(), answer: json(claims) })
    .where('request_hash', '=', hashToken(requestId))
    .where('back_at', 'is', null)
    .where('expires_at', '>', now())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes the answer that waits for this browser, once. */
export async function takeAnswer(
  tx: Tx,
  tab: string,
): Promise<{ visit: { id: string; toPath: string }; claims: ProviderClaims } | undefined> {
  const row = await tx
    .selectFrom('people.provider_visit')
    .select(['id', 'to_path', 'answer'])
    .where('tab_hash', '=', hashToken(tab))
    .where('answer', 'is not', null)
    .where('expires_at', '>', now())
    .forUpdate()
    .executeTakeFirst();
  if (!row?.answer) return undefined;
  await tx.updateTable('people.provider_visit').set({ answer: null }).where('id', '=', row.id).execute();
  return { visit: { id: row.id, toPath: row.to_path }, claims: row.answer };
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

/**
 * The person behind an identity that is known here by another of its subject's names, or nothing. From now on it goes by the
 * one that lasts best, which the provider did not tell before.
 */
export async function renameIdentity(
  tx: Tx,
  { issuer, subject, formerSubjects = [] }: ProviderIdentity,
): Promise<string | undefined> {
  for (const former of formerSubjects) {
    const row = await tx
      .updateTable('people.identity')
      .set({ subject })
      .where('issuer', '=', issuer)
      .where('subject', '=', former)
      .returning('person_id')
      .executeTakeFirst();
    if (row) return row.person_id;
  }
  return undefined;
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
    .values({ issuer, subject, person_id: personId, first_seen_at: now(), said_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('subject')
    .executeTakeFirst();
  return row !== undefined;
}

/** What a provider says of somebody: '' for what it does not say. */
export type Said = { readonly name: string; readonly email: string; readonly department: string };

/** Writes down what a provider says of somebody now, with their identity there. */
export async function keepSaid(tx: Tx, { issuer, subject, ...said }: ProviderIdentity): Promise<void> {
  await tx
    .updateTable('people.identity')
    .set({ name: said.name, email: said.email ?? '', department: said.department, said_at: now() })
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .execute();
}

/** What a provider said last of a person, if any did since the instant. */
export async function findSaid(
  db: Database,
  personId: string,
  since: Temporal.Instant,
): Promise<Said | undefined> {
  return db
    .selectFrom('people.identity')
    .select(['name', 'email', 'department'])
    .where('person_id', '=', personId)
    .where('said_at', '>', since)
    .orderBy('said_at', 'desc')
    .limit(1)
    .executeTakeFirst();
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
