import { applicationsOf } from '#application';
import { awardsOf } from '#award';
import { portfolioOf } from '#portfolio';
import { enrolmentsOf } from '#workshop';
import { nowMs } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';

/** What somebody has of their own here, as far as the navigation asks. */
export type Belongings = {
  readonly seat: boolean;
  readonly portfolio: boolean;
  /** An application, a seat, a portfolio or an award: somebody with a hat then has a way of their own beside it. */
  readonly ownWay: boolean;
};

const NOTHING: Belongings = { seat: false, portfolio: false, ownWay: false };

/** Who has a seat and a portfolio keeps them for years; who has a hat seldom comes to have a way of their own. */
const FULL_FOR_MS = 10 * 60_000;
const HAT_FOR_MS = 60_000;
const MOST_KEPT = 5_000;

const kept = new Map<string, { found: Belongings; until: number }>();

/**
 * What the viewer has of their own. The answer is kept for ten minutes where it is everything, and for one where they wear a hat,
 * so that most pages pay no query for it; whoever waits for a place is asked for anew, and sees what is theirs at once.
 */
export async function belongingsOf(db: Database, viewer: Viewer | undefined): Promise<Belongings> {
  if (!viewer) return NOTHING;
  const known = kept.get(viewer.personId);
  if (known && known.until > nowMs()) return known.found;
  const found = await findBelongings(db, viewer);
  const forMs = found.seat && found.portfolio ? FULL_FOR_MS : viewer.hats.length > 0 ? HAT_FOR_MS : 0;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(viewer.personId, { found, until: nowMs() + forMs });
  return found;
}

async function findBelongings(db: Database, { personId, hats }: Viewer): Promise<Belongings> {
  const hasHat = hats.length > 0;
  const [seats, portfolio, applications, awards] = await Promise.all([
    enrolmentsOf(db, personId),
    portfolioOf(db, personId),
    hasHat ? applicationsOf(db, personId) : [],
    hasHat ? awardsOf(db, personId) : [],
  ]);
  const [seat, hasPortfolio] = [seats.length > 0, portfolio !== undefined];
  const ownWay = seat || hasPortfolio || applications.length > 0 || awards.length > 0;
  return { seat, portfolio: hasPortfolio, ownWay };
}
