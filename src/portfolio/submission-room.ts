import type { Room } from '#platform/room.ts';
import { evidenceRoutes } from './evidence.page.tsx';
import { sweepFiles } from './evidence-sweep.ts';
import { tellFeedback, tellFeedbackOnNews, tellSharedOnNews } from './feedback-told.ts';
import { feedbackRoutes } from './feedback.page.tsx';
import { mentoringRoutes } from './mentoring.page.tsx';
import { shareRoutes } from './share.page.tsx';
import { givingInvariants } from './submission-invariants.sql.ts';
import { givingTells } from './submission-news.ts';
import { submissionRoutes } from './submission.page.tsx';
import { submitRoutes } from './submit.page.tsx';

/** What the room does with what leaves a person's hands: evidence, shares, feedback, submissions. */
export const giving = {
  routes: [
    ...evidenceRoutes,
    ...shareRoutes,
    ...feedbackRoutes,
    ...mentoringRoutes,
    ...submitRoutes,
    ...submissionRoutes,
  ],
  listeners: [tellFeedbackOnNews, tellSharedOnNews],
  tells: givingTells,
  tasks: [tellFeedback],
  sweeps: [sweepFiles],
  invariants: givingInvariants,
} satisfies Partial<Room>;
