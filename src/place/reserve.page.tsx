import { ownApplication, withdrawApplication } from '#application';
import { findRunById, workshopsOf } from '#programme';
import { now } from '#platform/clock.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { holdRuleOf } from './hold-rule.sql.ts';
import { wasReserved } from './reserve.sql.ts';
import { ReserveView, type ReserveViewProps } from './reserve.view.tsx';
import { cutOffOf } from './rules.ts';

/** Somebody's own place on the reserve list. */
export const reserveRoutes: readonly Route[] = [
  get('/applications/:applicationId/reserve', signedIn, show),
  post('/applications/:applicationId/reserve/leave', signedIn, leave),
];

/** The viewer's own application with the list that it is or was on; nothing where it never was on one. */
async function open(x: Exchange<Viewer>): Promise<ReserveViewProps | undefined> {
  const application = await ownApplication(x.db, x.viewer, x.param('applicationId'));
  if (!application || !(await wasReserved(x.db, application.id))) return undefined;
  const run = await findRunById(x.db, application.runId);
  if (!run) return undefined;
  const cutOff = cutOffOf(await holdRuleOf(x.db, run.id), await workshopsOf(x.db, run.id));
  return { application, run, cutOff, now: now() };
}

async function show(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  return x.page(
    { title: 'Your place on the reserve list', section: 'programmes' },
    <ReserveView {...opened} />,
  );
}

async function leave(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  const { id: applicationId, runId, state } = opened.application;
  const back = `/applications/${applicationId}/reserve`;
  if (state === 'withdrawn') return x.redirect(back);
  const leaving = { applicationId, runId, personId: x.viewer.personId, reason: 'Left the reserve list' };
  await x.transaction((tx) => withdrawApplication(tx, leaving));
  return x.redirect(back, 'You have left the reserve list.');
}
