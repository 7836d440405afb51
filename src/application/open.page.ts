import type { Exchange } from '#platform/route.ts';
import { draftToken, ownApplication, writersOwnership } from './access.ts';
import type { Application } from './application.ts';
import { findApplication } from './application.sql.ts';
import { claimDraft } from './draft.ts';
import { setAsideOf } from './draft.sql.ts';
import { gatherOpened, type Opened } from './opened.ts';

/**
 * The application of this address for its writer, or the answer to give instead: not found, or where its words are now. A
 * draft begun signed out becomes the viewer's on their first visit.
 */
export async function openWriting(x: Exchange): Promise<Opened | Response> {
  const ownership = await writersOwnership(x.db, x.viewer, draftToken(x.request), x.param('applicationId'));
  if (!ownership) return x.missing();
  if (ownership.joinedInto) return x.redirect(`/applications/${ownership.joinedInto}`);
  const { viewer } = x;
  if (viewer && !ownership.personId) {
    const claimedId = await x.transaction((tx) => claimDraft(tx, ownership.id, viewer.personId));
    if (claimedId !== ownership.id) return goToJoined(x, claimedId);
  }
  return open(x, await findApplication(x.db, ownership.id));
}

/** The draft had to join an application that the person has already: there they see both texts, if texts met. */
async function goToJoined(x: Exchange, id: string): Promise<Response> {
  const aside = await setAsideOf(x.db, id);
  const what = aside.length > 0 ? '/both' : '';
  return x.redirect(
    `/applications/${id}${what}`,
    'You have an application already. Your words are with it now.',
  );
}

/** The viewer's own application of this address, or 404. */
export async function openOwn(x: Exchange): Promise<Opened | Response> {
  return open(x, await ownApplication(x.db, x.viewer, x.param('applicationId')));
}

async function open(x: Exchange, application: Application | undefined): Promise<Opened | Response> {
  const opened = application && (await gatherOpened(x.db, application, x.viewer !== undefined));
  return opened ?? x.missing();
}
