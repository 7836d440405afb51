import { ownApplication, type Application } from '#application';
import { findRunById, workshopsOf, type Run, type Workshop } from '#programme';
import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Offer } from './offer.ts';
import { offerOf } from './offer.sql.ts';

/** An offer as its applicant sees it. */
export type OpenedOffer = {
  readonly application: Application;
  readonly run: Run;
  readonly workshops: readonly Workshop[];
  readonly offer: Offer;
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
  return { application, run, workshops, offer };
}
