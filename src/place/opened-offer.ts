import { ownApplication, type Application } from '#application';
import { findRunById, workshopsOf, type Run, type Workshop } from '#programme';
import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Offer } from './offer.ts';
import { offerOf } from './offer.sql.ts';
import { holdRuleOf } from './hold-rule.sql.ts';
import { nextRunOf, type NextRun } from './next-run.ts';
import type { HoldRule } from './rules.ts';
import { now } from '#platform/clock.ts';

/** An offer as its applicant sees it. */
export type OpenedOffer = {
  readonly application: Application;
  readonly run: Run;
  readonly workshops: readonly Workshop[];
  readonly offer: Offer;
  readonly rule: HoldRule;
  /** The run into which the place can be put off; nothing while there is none. */
  readonly next: NextRun | undefined;
};

/** The offer on which the viewer's own application stands; nothing where there is none, or it is somebody else's. */
export async function ownOffer(
  db: Database,
  viewer: Viewer,
  applicationId: string,
): Promise<OpenedOffer | undefined> {
  const application = await ownApplication(db, viewer, applicationId);
  const offer = application && (await offerOf(db, application.id));
  const run = offer && (await findRunById(db, offer.runId));
  if (!run) return undefined;
  const workshops = (await workshopsOf(db, run.id)).filter((one) => !one.cancelledAt);
  const rule = await holdRuleOf(db, run.id);
  const next = await nextRunOf(db, run, now());
  return { application, run, workshops, offer, rule, next };
}
