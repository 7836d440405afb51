import { sql } from 'kysely';
import { APPLICATION_STATES, refusalToDecide, type ApplicationState } from '#application';
import type { Database } from '#platform/database.ts';
import { toMark, type MarkToAnnounce } from './announce.sql.ts';
import { followsList } from './announce-warnings.ts';

const decidable = sql<ApplicationState>`any(${APPLICATION_STATES.filter((state) => !refusalToDecide({ state }))}::text[])`;

/**
 * The marks of a run that do not fit together with something: on applications that cannot be decided any more, against what was told
 * before, or with words that were written for another letter. One query.
 */
export async function marksToWarnOf(db: Database, runId: string): Promise<MarkToAnnounce[]> {
  const rows = await db
    .selectFrom('announcing.to_announce')
    .selectAll()
    .where('run_id', '=', runId)
    .where((one) =>
      one.or([
        one.not(one('state', '=', decidable)),
        one.and([
          one('held_at', 'is', null),
          sql<boolean>`(state || ':' || outcome <> all(${followsList()}::text[])
            or words_outcome <> outcome and jsonb_array_length(paragraphs) > 0)`,
        ]),
      ]),
    )
    .orderBy('reserve_rank')
    .orderBy('submitted_at')
    .orderBy('id')
    .execute();
  return rows.flatMap(toMark);
}

/** A number of the reserve list, and who would have it. */
export type SharedRank = { readonly rank: number; readonly personIds: readonly string[] };

/** The numbers of a run's reserve list that more than one would have; one query. */
export async function sharedRanks(db: Database, runId: string): Promise<SharedRank[]> {
  const rows = await db
    .selectFrom('announcing.ranking')
    .select(['rank', sql<string[]>`array_agg(person_id order by person_id)`.as('personIds')])
    .where('run_id', '=', runId)
    .where('person_id', 'is not', null)
    .where('is_held', '=', false)
    .where('state', '=', decidable)
    .groupBy('rank')
    .having((one) => one.fn.countAll(), '>', 1)
    .orderBy('rank')
    .execute();
  return rows;
}

/** Somebody who is to be told of a place or the list, and has or is offered a place on another run. */
export type MarkedElsewhere = { readonly personId: string; readonly runId: string };

/** Who of those marked in a run has a place elsewhere; one query. */
export async function markedElsewhere(db: Database, runId: string): Promise<MarkedElsewhere[]> {
  const rows = await db
    .selectFrom('announcing.elsewhere')
    .select(['person_id', 'other_run_id'])
    .where('run_id', '=', runId)
    .where('state', '=', decidable)
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({ personId: row.person_id, runId: row.other_run_id }));
}
