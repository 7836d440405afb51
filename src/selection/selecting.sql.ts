import { sql } from 'kysely';
import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import type { Temporal } from 'temporal-polyfill';

/** What somebody had typed of a reading when they skipped it, field by field. */
export type Kept = Readonly<Record<string, string>>;

/** For how many minutes an application that was dealt to somebody counts as nearly read. */
const DEALT_MINUTES = 60;

/**
 * The application of a run that this selector should read next: the one that they were dealt and have not finished; otherwise,
 * of those that wait, that they have not read and are not concerned in, the one with the fewest readings, counting those that
 * others hold just now. What they skipped comes last, the earliest skipped first. `except` is left out.
 */
export async function nextToRead(
  db: Database,
  runId: string,
  selectorId: string,
  except: string | undefined,
): Promise<string | undefined> {
  const since = now().subtract({ minutes: DEALT_MINUTES });
  const { rows } = await sql<{ id: string }>`
    with weight as (
      select application_id, count(*) as number from (
        select application_id, selector_id from selection.valid_reading where run_id = ${runId} and not abstained
        union
        select application_id, selector_id from selection.dealing
        where run_id = ${runId} and selector_id <> ${selectorId} and skipped_at is null and dealt_at > ${since}::timestamptz
      ) as readers group by application_id)
    select dossier.application_id as id
    from selection.dossier
    left join weight on weight.application_id = dossier.application_id
    left join selection.dealing mine
      on mine.application_id = dossier.application_id and mine.selector_id = ${selectorId}
    where dossier.run_id = ${runId} and dossier.state = 'submitted'
      and dossier.application_id is distinct from ${except ?? null}::uuid
      and not exists (select from selection.reading
        where reading.application_id = dossier.application_id and reading.selector_id = ${selectorId})
      and dossier.application_id not in (select selection.concerns(${selectorId}, ${runId}))
    order by
      case when mine.application_id is null then 1 when mine.skipped_at is null then 0 else 2 end,
      mine.skipped_at, coalesce(weight.number, 0), dossier.submitted_at, dossier.application_id
    limit 1`.execute(db);
  return rows[0]?.id;
}

type Dealt = { readonly applicationId: string; readonly runId: string; readonly selectorId: string };

/** Writes down that an application was dealt to a selector now. */
export async function putDealing(tx: Tx, dealt: Dealt): Promise<void> {
  await tx
    .insertInto('selection.dealing')
    .values({
      application_id: dealt.applicationId,
      run_id: dealt.runId,
      selector_id: dealt.selectorId,
      dealt_at: now(),
      skipped_at: null,
      kept: '{}',
    })
    .onConflict((conflict) =>
      conflict.columns(['application_id', 'selector_id']).doUpdateSet({ dealt_at: now(), skipped_at: null }),
    )
    .execute();
}

/** Writes down that a selector put an application aside for now, with what they had typed. */
export async function putSkipped(tx: Tx, skipped: Dealt & { readonly kept: Kept }): Promise<void> {
  const values = { skipped_at: now(), kept: json(skipped.kept) };
  await tx
    .insertInto('selection.dealing')
    .values({
      application_id: skipped.applicationId,
      run_id: skipped.runId,
      selector_id: skipped.selectorId,
      dealt_at: now(),
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['application_id', 'selector_id']).doUpdateSet(values))
    .execute();
}

/** Forgets that an application was dealt: it has been read. */
export async function clearDealing(tx: Tx, applicationId: string, selectorId: string): Promise<void> {
  await tx
    .deleteFrom('selection.dealing')
    .where('application_id', '=', applicationId)
    .where('selector_id', '=', selectorId)
    .execute();
}

/** What a selector had typed when they skipped an application. */
export async function keptBy(db: Database, applicationId: string, selectorId: string): Promise<Kept> {
  const row = await db
    .selectFrom('selection.dealing')
    .select('kept')
    .where('application_id', '=', applicationId)
    .where('selector_id', '=', selectorId)
    .executeTakeFirst();
  const kept = row?.kept;
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** A selector's word that they know somebody: they never meet that application again. */
export type Interest = {
  readonly id: string;
  readonly applicationId: string;
  readonly runId: string;
  readonly selectorId: string;
  readonly words: string;
  readonly declaredAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | undefined;
  readonly endedBy: string | undefined;
  readonly endedBecause: string | undefined;
};

/** Writes down a declared interest; the same one twice is one. */
export async function addInterest(
  tx: Tx,
  interest: { applicationId: string; runId: string; selectorId: string; words: string },
): Promise<void> {
  await tx
    .insertInto('selection.interest')
    .values({
      application_id: interest.applicationId,
      run_id: interest.runId,
      selector_id: interest.selectorId,
      words: interest.words,
      declared_at: now(),
      ended_at: null,
      ended_by: null,
      ended_because: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['application_id', 'selector_id']).where('ended_at', 'is', null).doNothing(),
    )
    .execute();
}

/** The interests declared in a run, those that stand first. */
export async function interestsIn(db: Database, runId: string): Promise<Interest[]> {
  const rows = await db
    .selectFrom('selection.interest')
    .selectAll()
    .where('run_id', '=', runId)
    .orderBy((one) => one.eb('ended_at', 'is', null), 'desc')
    .orderBy('declared_at', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    applicationId: row.application_id,
    runId: row.run_id,
    selectorId: row.selector_id,
    words: row.words,
    declaredAt: row.declared_at,
    endedAt: row.ended_at ?? undefined,
    endedBy: row.ended_by ?? undefined,
    endedBecause: row.ended_because ?? undefined,
  }));
}

/** Ends an interest that stands, unless it is on one of the applications that must not be met; false when there was none to end. */
export async function endInterestRow(
  tx: Tx,
  end: { id: string; runId: string; personId: string; because: string },
  notOn: readonly string[],
): Promise<boolean> {
  const rows = await tx
    .updateTable('selection.interest')
    .set({ ended_at: now(), ended_by: end.personId, ended_because: end.because })
    .where('id', '=', end.id)
    .where('run_id', '=', end.runId)
    .where('ended_at', 'is', null)
    .where((one) => one.not(one('application_id', '=', sql<string>`any(${[...notOn]}::uuid[])`)))
    .returning('id')
    .execute();
  return rows.length > 0;
}
