import './award.tables.ts';
import './news.ts';
import type { Room } from '#platform/room.ts';
import { tells } from './news.ts';

export { awardStanding, type Award, type AwardStanding } from './award.ts';
export { awardByCode, awardOfCase, awardsOf, awardsOfPersons, findAward } from './award.sql.ts';
export { sayCode, verifyPath } from './code.ts';
export { enterOlderAward, giveAward, type AwardingOutcome, type OlderAward } from './give.ts';

/** Awards, their certificates, how anyone checks them, and the register of holders. */
export const award: Room = { name: 'award', tells };
