import { timingSafeEqual } from 'node:crypto';
import { hashToken, readCookie, setCookie } from '#platform/cookies.ts';
import type { Database } from '#platform/database.ts';
import type { Access, Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Application } from './application.ts';
import { findApplication } from './application.sql.ts';
import {
  findOwnership,
  type Ownership,
  allAnswers,
  draftOf,
  setAsideOf,
  type SavedSection,
} from './draft.sql.ts';
import { findRunById, workshopsOf, type Run, type Workshop } from '#programme';
import type { WorkshopNames } from './words.ts';
import { claimDraft, knownOf } from './draft.ts';
import { withKnown } from './completeness.ts';
import { findForm } from './submission.sql.ts';
import type { Answers, Form } from './form.ts';

/** The cookie of a browser in which somebody began an application signed out. */
const DRAFT_COOKIE = 'waymark-draft';
const DRAFT_DAYS = 90;

/** The token of the drafts that were begun in this browser. */
export function draftToken(request: Request): string | undefined {
  return readCookie(request, DRAFT_COOKIE);
}

/** A Set-Cookie value that lets this browser come back to its drafts for 90 days. */
export function keepDraftToken(token: string): string {
  return setCookie(DRAFT_COOKIE, token, DRAFT_DAYS * 24 * 3600);
}

/** Open to whoever is signed in, and to browsers that began an application signed out; whose it is, the finder decides. */
export const writing: Access<Viewer | undefined> = {
  rule: 'signed in, or a browser that began an application',
  admits: ({ viewer, request }) => (viewer || draftToken(request) ? undefined : 'sign-in'),
};

/** Open to whoever sends words: somebody whose session has ended gets them back on a page, and nothing is looked up for them. */
export const sendingWords: Access<Viewer | undefined> = {
  rule: 'whoever sends words: signed in, a browser that began an application, or signed out and given them back',
  admits: () => undefined,
};

/** Whether this viewer, or this browser, is the one who writes an application. */
export function isWriter(
  ownership: Ownership,
  viewer: Viewer | undefined,
  token: string | undefined,
): boolean {
  if (ownership.personId) return ownership.personId === viewer?.personId;
  if (!ownership.tokenHash || !token) return false;
  return timingSafeEqual(hashToken(token), ownership.tokenHash);
}

/** The application with this id if it is the viewer's own; nothing otherwise. */
export async function ownApplication(
  db: Database,
  viewer: Viewer | undefined,
  id: string,
): Promise<Application | undefined> {
  if (!viewer) return undefined;
  const found = await findApplication(db, id);
  return found?.personId === viewer.personId ? found : undefined;
}

/** The draft or application with this id if it is the viewer's, or this browser's; nothing otherwise. */
export async function writersOwnership(
  db: Database,
  viewer: Viewer | undefined,
  token: string | undefined,
  id: string,
): Promise<Ownership | undefined> {
  const ownership = await findOwnership(db, id);
  return ownership && isWriter(ownership, viewer, token) ? ownership : undefined;
}

/** An application as its writer works on it. */
export type Opened = {
  readonly application: Application;
  readonly run: Run;
  readonly form: Form;
  readonly saved: readonly SavedSection[];
  /** As they would be sent now: the account's facts in their places. */
  readonly answers: Answers;
  readonly known: { name: string; email: string; department: string; role: string };
  readonly workshops: readonly Workshop[];
  readonly names: WorkshopNames;
  readonly signedIn: boolean;
};

/** The application of this address for its writer, or the answer to give instead: not found, or where its words are now. */
export async function openWriting(x: Exchange): Promise<Opened | Response> {
  const ownership = await writersOwnership(x.db, x.viewer, draftToken(x.request), x.param('applicationId'));
  if (!ownership) return x.missing();
  if (ownership.joinedInto) return x.redirect(`/applications/${ownership.joinedInto}`);
  const { viewer } = x;
  if (viewer && !ownership.personId) {
    const claimedId = await x.transaction((tx) => claimDraft(tx, ownership.id, viewer.personId));
    if (claimedId !== ownership.id) return goToJoined(x, claimedId);
  }
  const application = await findApplication(x.db, ownership.id);
  return application ? open(x, application) : x.missing();
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
  const application = await ownApplication(x.db, x.viewer, x.param('applicationId'));
  return application ? open(x, application) : x.missing();
}

async function open(x: Exchange, application: Application): Promise<Opened | Response> {
  const run = await findRunById(x.db, application.runId);
  if (!run) return x.missing();
  const form = await findForm(x.db, application.formId);
  const saved = await draftOf(x.db, application.id);
  const known = await knownOf(x.db, application.personId);
  const workshops = (await workshopsOf(x.db, run.id)).filter((one) => !one.cancelledAt);
  const answers = withKnown(form.content, allAnswers(saved), known);
  const names = { workshops, zone: run.zone };
  return {
    application,
    run,
    form,
    saved,
    known,
    workshops,
    answers,
    names,
    signedIn: x.viewer !== undefined,
  };
}
