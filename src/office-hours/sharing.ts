import { portfolioOf, sharesOf } from '#portfolio';
import type { Database } from '#platform/database.ts';
import type { Booking, Slot } from './booking.ts';
import { dayOf, sayDay } from './saying.ts';

/** Whether the mentor of an office hour can read the portfolio of whoever booked it. */
export type Sharing = {
  readonly portfolioId: string;
  /** The last day on which they can, 'YYYY-MM-DD'; nothing while it is not shared with them. */
  readonly readsUntil: string | undefined;
};

/** How the portfolio of whoever booked stands to their mentor now; nothing where they have no portfolio. Two queries. */
export async function sharingWith(db: Database, booking: Booking): Promise<Sharing | undefined> {
  const portfolio = await portfolioOf(db, booking.personId);
  if (!portfolio) return undefined;
  const share = (await sharesOf(db, portfolio.id)).find(({ personId }) => personId === booking.slot.mentorId);
  return { portfolioId: portfolio.id, readsUntil: share?.untilDay };
}

/** The same in words, to whoever booked: booking itself shares nothing and takes nothing back. */
export function saySharing(
  { readsUntil }: Sharing,
  slot: Pick<Slot, 'mentorName' | 'startsAt' | 'zone'>,
): string {
  const { mentorName } = slot;
  if (!readsUntil) return `${mentorName} cannot read your portfolio yet: booking shares nothing of it.`;
  const until = `${mentorName} can read your portfolio until ${sayDay(readsUntil)}`;
  return readsUntil < dayOf(slot) ? `${until}, which is before you meet.` : `${until}.`;
}
