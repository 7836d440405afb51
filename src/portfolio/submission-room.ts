import type { Room } from '#platform/room.ts';
import { evidenceRoutes } from './evidence.page.tsx';
import { sweepFiles } from './evidence-sweep.ts';
import { givingTells } from './submission-news.ts';

/** What the room does with what leaves a person's hands: evidence, shares, feedback, submissions. */
export const giving = {
  routes: [...evidenceRoutes],
  listeners: [],
  tells: givingTells,
  tasks: [],
  sweeps: [sweepFiles],
  invariants: [],
} satisfies Partial<Room>;
