import { placesOf } from '#place';
import { findProgrammeById, type Programme } from '#programme';
import type { Database } from '#platform/database.ts';
import { choiceHistory } from './choice.sql.ts';
import { registrationsOf } from './registration.sql.ts';

/** A programme that a person is on the way through: with a place, a pathway chosen there, or a registration. */
export type Way = { readonly programme: Programme; readonly runId: string | undefined };

/** A person's ways, the one that they came to last first. */
export async function waysOf(db: Database, personId: string): Promise<Way[]> {
  const places = await placesOf(db, personId);
  const ways = new Map<string, Way>();
  for (const { run } of places) {
    if (!ways.has(run.programme.id)) ways.set(run.programme.id, { programme: run.programme, runId: run.id });
  }
  const others = [...(await choiceHistory(db, personId)), ...(await registrationsOf(db, personId))];
  for (const { programmeId, runId } of others) {
    if (ways.has(programmeId)) continue;
    const programme = await findProgrammeById(db, programmeId);
    if (programme) ways.set(programmeId, { programme, runId });
  }
  return [...ways.values()];
}

/** An address of the registration pages for one way; the programme is named only where there are several. */
export function wayPath(ways: readonly Way[], way: Way, below = ''): string {
  const query = ways.length > 1 ? `?programme=${way.programme.slug}` : '';
  return `/registration${below}${query}`;
}
