import { timingSafeEqual } from 'node:crypto';
import { hashToken, readCookie, setCookie } from '#platform/cookies.ts';
import type { Database } from '#platform/database.ts';
import type { Access } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import type { Application } from './application.ts';
import { findApplication } from './application.sql.ts';
import { findOwnership, type Ownership } from './draft.sql.ts';

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
