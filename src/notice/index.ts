import './notice.tables.ts';
import type { Room } from '#platform/room.ts';
import { forgetNotices, NOTICES, UNCONFIRMED_NOTICES } from './forget.ts';
import { listeners } from './listeners.ts';
import { confirmLetter, openedLetter } from './notice.letter.ts';
import { tellMeRoutes } from './tell-me.page.tsx';

/** "Tell me when the next run opens": one letter, to addresses that their owners confirmed. */
export const notice: Room = {
  name: 'notice',
  routes: tellMeRoutes,
  letters: [confirmLetter, openedLetter],
  listeners,
  sweeps: [forgetNotices],
  keeps: [NOTICES, UNCONFIRMED_NOTICES],
  invariants: [
    {
      says: 'A notice is confirmed after it was asked for',
      sql: 'select id from notice.notice where confirmed_at < asked_at',
    },
  ],
};
