import { changesOf, lastStep, openRevision, publishRevision, refusalToPublish } from '#form';
import { coordinatedRun, DESK_SECTION, type Run } from '#programme';
import { parseForm, whole } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { carryOver, planCarryingOver } from './carry-over.ts';
import { countSent } from './carry-over.sql.ts';
import { PublishView } from './publish-form.view.tsx';

/** Where a run's form becomes its next version; here, because it concerns the answers that were given. */
export const publishFormRoutes = [
  get('/desk/:runId/form/publish', wearing('coordinator'), showPublish),
  post('/desk/:runId/form/publish', wearing('coordinator'), publish),
];

async function showPublish(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  return run ? publishPage(x, run, undefined) : x.missing();
}

async function publishPage(x: Exchange<Viewer>, run: Run, trouble: string | undefined): Promise<Response> {
  const revision = await openRevision(x.db, run.id);
  if (!revision) return x.redirect(`/desk/${run.id}/form`, 'There is nothing to publish.');
  const [plan, sent] = await Promise.all([
    planCarryingOver(x.db, run.id, revision.content),
    countSent(x.db, run.id),
  ]);
  const refusal = refusalToPublish(revision);
  return x.page(
    { title: 'Publish the form', section: DESK_SECTION, ...(trouble ? { status: 409 } : {}) },
    <PublishView
      {...{ run, plan, sent, trouble }}
      version={revision.basedOn.version + 1}
      changes={changesOf(revision)}
      seen={lastStep(revision)}
      refusal={refusal?.says}
    />,
  );
}

async function publish(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const parsed = parseForm(await x.form(), { seen: whole('The step') });
  if (!parsed.ok) return publishPage(x, run, 'This could not be read. Look at it again.');
  const { seen } = parsed.value;
  try {
    const { to, came, stay } = await x.transaction(async (tx) => {
      const { to } = await publishRevision(tx, run.id, { seen, by: x.viewer.personId });
      return { to, ...(await carryOver(tx, run.id, to)) };
    });
    const drafts = came + stay === 0 ? '' : ` ${came} of ${came + stay} drafts came over to it.`;
    return x.redirect(`/desk/${run.id}/form`, `Version ${to.version} is in force.${drafts}`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return publishPage(x, run, error.refusal.says);
  }
}
