import type { Room } from '#platform/room.ts';
import { evidenceRoutes } from './evidence.page.tsx';
import { sweepFiles } from './evidence-sweep.ts';
import { tellFeedback, tellFeedbackOnNews, tellSharedOnNews } from './feedback-told.ts';
import { feedbackRoutes } from './feedback.page.tsx';
import { mentoringRoutes } from './mentoring.page.tsx';
import { shareRoutes } from './share.page.tsx';
import { givingTells } from './submission-news.ts';

/** What the room does with what leaves a person's hands: evidence, shares, feedback, submissions. */
export const giving = {
  routes: [...evidenceRoutes, ...shareRoutes, ...feedbackRoutes, ...mentoringRoutes],
  listeners: [tellFeedbackOnNews, tellSharedOnNews],
  tells: givingTells,
  tasks: [tellFeedback],
  sweeps: [sweepFiles],
  invariants: [],
} satisfies Partial<Room>;
