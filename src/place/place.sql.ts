import type { Temporal } from 'temporal-polyfill';
import { findPersons } from '#people';
import { findRuns, type Run } from '#programme';
import type { Database } from '#platform/database.ts';

export type Place = {
  readonly applicationId: string;
  readonly run: Run;
  readonly acceptedAt: Temporal.Instant;
};

/** The places that a person has accepted and not given up, the latest offered first. */
export async function placesOf(db: Database, personId: string): Promise<Place[]> {
  const rows = await db
    .selectFrom('place.standing')
    .select(['application_id', 'run_id', 'replied_at'])
    .where('person_id', '=', personId)
    .where('state', '=', 'accepted')
    .orderBy('offered_at', 'desc')
    .execute();
  const runs = await findRuns(
    db,
    rows.map((row) => row.run_id),
  );
  return rows.flatMap((row) => {
    const run = runs.get(row.run_id);
    return run && row.replied_at
      ? [{ applicationId: row.application_id, run, acceptedAt: row.replied_at }]
      : [];
  });
}

export type PlaceHolder = {
  readonly applicationId: string;
  readonly personId: string;
  readonly name: string;
  readonly acceptedAt: Temporal.Instant;
};

/** Everyone with a place on a run, by name. */
export async function placeHolders(db: Database, runId: string): Promise<PlaceHolder[]> {
  const rows = await db
    .selectFrom('place.standing')
    .select(['application_id', 'person_id', 'replied_at'])
    .where('run_id', '=', runId)
    .where('state', '=', 'accepted')
    .execute();
  const persons = await findPersons(
    db,
    rows.flatMap((row) => row.person_id ?? []),
  );
  return rows
    .flatMap(({ application_id: applicationId, person_id, replied_at: acceptedAt }) => {
      const person = persons.get(person_id ?? '');
      if (!person || !acceptedAt) return [];
      return [{ applicationId, personId: person.id, name: person.name, acceptedAt }];
    })
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
