import type { Temporal } from 'temporal-polyfill';
import { findRunById, workshopsOf, type Workshop } from '#programme';
import type { Tx } from '#platform/database.ts';
import { listen } from '#platform/news.ts';
import { insertPreparation, preparationFor } from './preparation.sql.ts';

/** What was to be prepared for the workshops of a run is to be prepared for those that were copied from them. */
export const copyPreparation = listen(
  'workshop.copy-preparation',
  'programme.run-copied',
  async (tx, { runId, fromRunId, pieces, workshops }) => {
    const run = await findRunById(tx, runId);
    if (!run || !pieces.includes('preparation')) return;
    const known = await workshopsById(tx, [fromRunId, runId]);
    const items = await preparationFor(
      tx,
      workshops.map(({ fromId }) => fromId),
    );
    for (const { workshopId, what, minutes, dueAt, link } of items) {
      const from = known.get(workshopId);
      const to = known.get(workshops.find(({ fromId }) => fromId === workshopId)?.id ?? '');
      if (!from || !to) continue;
      const item = { what, minutes, link, workshopId: to.id };
      await insertPreparation(tx, { ...item, dueAt: asLongBefore(dueAt, from, to, run.zone) });
    }
  },
);

async function workshopsById(tx: Tx, runIds: readonly string[]): Promise<ReadonlyMap<string, Workshop>> {
  const found = await Promise.all(runIds.map((runId) => workshopsOf(tx, runId)));
  return new Map(found.flat().map((workshop) => [workshop.id, workshop]));
}

type Starting = Pick<Workshop, 'startsAt'>;

/** As many days before the other workshop, at the same time by the clock on the wall; when that is its start, its start. */
export function asLongBefore(
  at: Temporal.Instant,
  from: Starting,
  to: Starting,
  zone: string,
): Temporal.Instant {
  const [due, was, is] = [at, from.startsAt, to.startsAt].map((one) => one.toZonedDateTimeISO(zone));
  if (!due || !was || !is || at.equals(from.startsAt)) return to.startsAt;
  const days = due.toPlainDate().until(was.toPlainDate()).days;
  return is
    .toPlainDate()
    .subtract({ days })
    .toPlainDateTime(due.toPlainTime())
    .toZonedDateTime(zone)
    .toInstant();
}
