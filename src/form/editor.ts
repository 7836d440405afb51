import { coordinatedRun, workshopsOf, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { AskedAt } from './as-asked.ts';
import type { Form, FormContent } from './form.ts';
import { formOfRun, latestForm } from './form.sql.ts';
import { openRevision, type Revision } from './revision.sql.ts';
import type { WorkshopNames } from './say.ts';

/** A run's form as its coordinators work on it. */
export type Editing = {
  readonly run: Run;
  /** The version in force. */
  readonly form: Form;
  /** What was changed since; nothing when nothing was. */
  readonly revision: Revision | undefined;
  /** The form as it would be published now. */
  readonly content: FormContent;
  readonly at: AskedAt;
  readonly names: WorkshopNames;
};

/** The form of the run in the address, for those who coordinate it; nothing for anyone else. */
export async function openEditing(x: Exchange<Viewer>): Promise<Editing | undefined> {
  const run = await coordinatedRun(x);
  if (!run) return undefined;
  const form = (await latestForm(x.db, run.id)) ?? (await x.transaction((tx) => formOfRun(tx, run.id)));
  const revision = await openRevision(x.db, run.id);
  const workshops = (await workshopsOf(x.db, run.id)).filter((one) => !one.cancelledAt);
  const at = { now: now(), zone: run.zone, workshops };
  const names = { workshops, zone: run.zone };
  return { run, form, revision, content: revision?.content ?? form.content, at, names };
}
