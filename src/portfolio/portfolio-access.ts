import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';
import { findPortfolio } from './portfolio.sql.ts';
import type { Portfolio } from './portfolio.ts';
import { sharedWith } from './share.sql.ts';

/** A portfolio that the viewer may see, and as what. */
export type VisiblePortfolio = { readonly portfolio: Portfolio; readonly as: 'owner' | 'mentor' };

/**
 * The portfolio if the viewer may see its drafts: its owner always, a mentor while the owner shares it with them. For
 * anyone else it does not exist. Assessors never see drafts: they read the submitted copy.
 */
export async function visiblePortfolio(
  db: Database,
  viewer: Viewer,
  id: string,
): Promise<VisiblePortfolio | undefined> {
  const portfolio = await findPortfolio(db, id);
  if (!portfolio) return undefined;
  if (portfolio.personId === viewer.personId) return { portfolio, as: 'owner' };
  return (await sharedWith(db, id, viewer.personId)) ? { portfolio, as: 'mentor' } : undefined;
}

/** The viewer's own portfolio of that id, or nothing: for every page on which something is written. */
export async function ownPortfolio(db: Database, viewer: Viewer, id: string): Promise<Portfolio | undefined> {
  const portfolio = await findPortfolio(db, id);
  return portfolio?.personId === viewer.personId ? portfolio : undefined;
}
