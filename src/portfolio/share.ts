import { FALLBACK_ZONE } from '#calendar';
import { Temporal } from 'temporal-polyfill';
import { findOrganisation, wearersOf, type Person } from '#people';
import { findProgrammeById } from '#programme';
import { today } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import type { Portfolio } from './portfolio.ts';
import { endShares, insertShare } from './share.sql.ts';

/** The longest that a portfolio may be shared in one go, in days; it can be shared again. */
export const MOST_SHARE_DAYS = 400;

/** The zone in which the days of a portfolio's shares are meant: that of the programme's institution. */
export async function zoneOfShares(db: Database, portfolio: Pick<Portfolio, 'programmeId'>): Promise<string> {
  const programme = await findProgrammeById(db, portfolio.programmeId);
  const institution = programme && (await findOrganisation(db, programme.institutionId));
  return institution?.zone ?? FALLBACK_ZONE;
}

/** The mentors of the institution that a portfolio may be shared with, by name; never its owner. */
export async function mentorsToAsk(
  db: Database,
  portfolio: Pick<Portfolio, 'programmeId' | 'personId'>,
): Promise<Person[]> {
  const programme = await findProgrammeById(db, portfolio.programmeId);
  if (!programme) return [];
  const mentors = await wearersOf(db, programme.institutionId, 'mentor');
  return mentors.filter(({ id }) => id !== portfolio.personId);
}

/** Why a look cannot last until that day: it is over, or further away than MOST_SHARE_DAYS. `day` in the zone of shares. */
export function refusalOfDay(day: Temporal.PlainDate, today: Temporal.PlainDate): Refusal | undefined {
  const days = today.until(day).days;
  if (days < 0) return refuse('day-is-over', 'Choose today or a later day.', 422);
  if (days > MOST_SHARE_DAYS)
    return refuse(
      'day-too-far',
      `Choose a day within ${MOST_SHARE_DAYS} days; you can share again then.`,
      422,
    );
  return undefined;
}

/**
 * Lets a mentor of the institution read a portfolio until the end of a day, in place of any look they had. Tells
 * `portfolio.shared`. Throws Refused: no-such-mentor, day-is-over, day-too-far.
 */
export async function sharePortfolio(
  tx: Tx,
  portfolio: Portfolio,
  share: { readonly withPersonId: string; readonly untilDay: string; readonly asks: string },
): Promise<void> {
  const mentors = await mentorsToAsk(tx, portfolio);
  if (!mentors.some(({ id }) => id === share.withPersonId))
    stopIf(refuse('no-such-mentor', 'Choose a mentor from the list.', 422));
  const zone = await zoneOfShares(tx, portfolio);
  const day = Temporal.PlainDate.from(share.untilDay);
  stopIf(refusalOfDay(day, today(zone)));
  await insertShare(tx, {
    portfolioId: portfolio.id,
    personId: share.withPersonId,
    untilDay: share.untilDay,
    endsAt: day.add({ days: 1 }).toZonedDateTime(zone).toInstant(),
    asks: share.asks,
  });
  await announce(tx, 'portfolio.shared', {
    portfolioId: portfolio.id,
    personId: portfolio.personId,
    withPersonId: share.withPersonId,
  });
}

/** Takes a look back: from the next click on, the portfolio does not exist for them. What they wrote stays. */
export async function revokeShare(tx: Tx, portfolio: Portfolio, withPersonId: string): Promise<void> {
  await endShares(tx, portfolio.id, withPersonId);
}
