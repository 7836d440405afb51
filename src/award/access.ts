import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';
import { findAward } from './award.sql.ts';
import type { Award } from './award.ts';
import { mayKeepAwards } from './standing.ts';

/** An award that the viewer may see: their own, or one of a body whose registrar they are. */
export async function visibleAward(
  db: Database,
  viewer: Viewer,
  id: string,
): Promise<{ award: Award; isHolder: boolean; keeps: boolean } | undefined> {
  const award = await findAward(db, id);
  if (!award) return undefined;
  const isHolder = award.personId === viewer.personId;
  const keeps = !mayKeepAwards(viewer, award);
  return isHolder || keeps ? { award, isHolder, keeps } : undefined;
}
