import { daysKept } from '#people';
import { findProgrammeById } from '#programme';
import { now } from '#platform/clock.ts';
import { inTransaction } from '#platform/database.ts';
import type { Sweep } from '#platform/jobs.ts';
import type { Keeping } from '#platform/room.ts';
import { forgetMarks, programmesAwaited, removeOld } from './notice.sql.ts';

/** Whoever waited for a run that never came is forgotten. */
export const NOTICES: Keeping = {
  name: 'notice.confirmed',
  what: 'The address that you gave to be told when the next run opens',
  since: 'after you confirmed it, unless a run opened before',
  days: 548,
  least: 30,
  most: 1096,
};

/** An address that nobody confirmed may be anybody's. */
export const UNCONFIRMED_NOTICES: Keeping = {
  name: 'notice.unconfirmed',
  what: 'An address that was given to be told of the next run, and that nobody confirmed',
  since: 'after it was given',
  days: 7,
  least: 1,
  most: 30,
};

/** Every night: forgets addresses that were kept for as long as the institution says, and where yesterday's askers were. */
export const forgetNotices: Sweep = {
  name: 'forget-notices',
  match: '30 3 * * *',
  async run(db) {
    for (const programmeId of await programmesAwaited(db)) {
      const programme = await findProgrammeById(db, programmeId);
      if (!programme) continue;
      const { institutionId } = programme;
      const confirmed = (await daysKept(db, NOTICES, [institutionId]))(institutionId);
      const asked = (await daysKept(db, UNCONFIRMED_NOTICES, [institutionId]))(institutionId);
      await inTransaction(db, (tx) =>
        removeOld(tx, programmeId, {
          confirmed: now().subtract({ hours: 24 * confirmed }),
          asked: now().subtract({ hours: 24 * asked }),
        }),
      );
    }
    await inTransaction(db, (tx) => forgetMarks(tx, now().subtract({ hours: 24 })));
  },
};
