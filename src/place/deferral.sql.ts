import type { ApplicationState } from '#application';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

/** Somebody who put a place off to the next run of the programme and waits for it. */
export type Deferral = {
  readonly offerId: string;
  readonly applicationId: string;
  readonly runId: string;
  readonly personId: string;
  readonly submittedAt: Temporal.Instant | undefined;
  readonly deferredAt: Temporal.Instant;
};

/**
 * Who waits for another run of a programme, the first to have asked first: their place in the queue. A deferral that can
 * still be taken back is none yet.
 */
export async function deferralsOf(db: Database, programmeId: string): Promise<Deferral[]> {
  const rows = await db
    .selectFrom('place.deferred')
    .selectAll()
    .where('programme_id', '=', programmeId)
    .where((one) => one.or([one('held_until', 'is', null), one('held_until', '<=', now())]))
    .orderBy('submitted_at')
    .orderBy('application_id')
    .execute();
  return rows.flatMap((row) =>
    row.person_id
      ? [
          {
            offerId: row.offer_id,
            applicationId: row.application_id,
            runId: row.run_id,
            personId: row.person_id,
            submittedAt: row.submitted_at ?? undefined,
            deferredAt: row.deferred_at,
          },
        ]
      : [],
  );
}

/** The programmes in which somebody waits for another run. */
export async function programmesWithDeferrals(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('place.deferred').select('programme_id').distinct().execute();
  return rows.map((row) => row.programme_id);
}

/** Somebody whose application came into a run out of an earlier one. */
export type Carried = {
  readonly applicationId: string;
  readonly fromRunId: string;
  readonly personId: string;
  readonly state: ApplicationState;
};

/** Who came into a run by deferring an earlier one, the first to have asked first. */
export async function carriedInto(db: Database, runId: string): Promise<Carried[]> {
  const rows = await db
    .selectFrom('place.carried')
    .select(['into_id', 'from_run_id', 'person_id', 'state'])
    .where('run_id', '=', runId)
    .orderBy('submitted_at')
    .orderBy('into_id')
    .execute();
  return rows.flatMap(({ into_id: applicationId, from_run_id: fromRunId, person_id: personId, state }) =>
    personId ? [{ applicationId, fromRunId, personId, state }] : [],
  );
}

/** Writes down that a deferred application came into another run; the caller holds the run that it comes from. */
export async function addCarrying(tx: Tx, applicationId: string, intoId: string): Promise<void> {
  await tx
    .insertInto('place.carrying')
    .values({ application_id: applicationId, into_id: intoId, carried_at: now() })
    .execute();
}

/** Writes down that somebody who deferred declined after all. */
export async function addDeferralEnd(tx: Tx, offerId: string): Promise<void> {
  await tx.insertInto('place.deferral_end').values({ offer_id: offerId, ended_at: now() }).execute();
}
