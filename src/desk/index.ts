import type { Room } from '#platform/room.ts';
import { homeRoutes } from './home.page.tsx';
import { letterRoutes } from './letters.page.tsx';
import { outboxRoutes } from './outbox.page.tsx';
import { outboxLetterRoutes } from './outbox-letter.page.tsx';
import { runDeskRoutes } from './run-desk.page.tsx';
import { summaryRoutes } from './summary.page.tsx';
import { troubleRoutes } from './trouble.page.tsx';

export { accountLinks, navigation } from './navigation.ts';
export { hasWords } from './trouble-words.ts';

/** Pages of no single room: everyone's home, the coordinator's desk, letters. */
export const desk: Room = {
  name: 'desk',
  routes: [
    ...homeRoutes,
    ...runDeskRoutes,
    ...letterRoutes,
    ...outboxRoutes,
    ...outboxLetterRoutes,
    ...summaryRoutes,
    ...troubleRoutes,
  ],
};
