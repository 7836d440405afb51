import { now } from '#platform/clock.ts';
import { json, type Database, type Tx } from '#platform/database.ts';
import { guideContent, type Guide, type GuideContent } from './guide.ts';

type GuideRow = {
  id: string;
  version: number;
  criteria: unknown;
  readings_wanted: number;
  same_department: boolean;
};

function toGuide(row: GuideRow): Guide & { id: string } {
  const content = guideContent.parse({
    criteria: row.criteria,
    readingsWanted: row.readings_wanted,
    sameDepartment: row.same_department,
  });
  return { ...content, id: row.id, version: row.version };
}

/** What a run's selectors read by now; nothing while the run has no guide of its own. */
export async function latestGuide(
  db: Database,
  runId: string,
): Promise<(Guide & { id: string }) | undefined> {
  const row = await db
    .selectFrom('selection.guide')
    .select(['id', 'version', 'criteria', 'readings_wanted', 'same_department'])
    .where('run_id', '=', runId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toGuide(row);
}

/** Whether anybody has read by a guide. */
export async function wasReadBy(db: Database, guideId: string): Promise<boolean> {
  const row = await db
    .selectFrom('selection.reading')
    .select('application_id')
    .where('guide_id', '=', guideId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function columnsOf(content: GuideContent) {
  return {
    criteria: json(content.criteria),
    readings_wanted: content.readingsWanted,
    same_department: content.sameDepartment,
    made_at: now(),
  };
}

/** Writes a version of a run's guide; two who write the first at once come to one. */
export async function addGuide(
  tx: Tx,
  runId: string,
  guide: { version: number; content: GuideContent; personId: string | null },
): Promise<void> {
  await tx
    .insertInto('selection.guide')
    .values({
      run_id: runId,
      version: guide.version,
      made_by: guide.personId,
      ...columnsOf(guide.content),
    })
    .onConflict((conflict) => conflict.constraint('guide_version').doNothing())
    .execute();
}

/** Writes over a guide that nobody has read by. */
export async function changeGuide(
  tx: Tx,
  id: string,
  content: GuideContent,
  personId: string,
): Promise<void> {
  await tx
    .updateTable('selection.guide')
    .set({ ...columnsOf(content), made_by: personId })
    .where('id', '=', id)
    .execute();
}
