import { z } from 'zod';
import { day, moment, slug } from './file-parts.ts';

const judgement = z.strictObject({
  person: slug,
  invitedAt: moment,
  acceptedAt: moment,
  dueOn: day,
  savedAt: moment.optional(),
  lodgedAt: moment.optional(),
  ratings: z.record(z.string(), z.string()),
  rowNotes: z.record(z.string(), z.string()),
  feedback: z.string(),
});

const submission = z.strictObject({
  id: slug,
  portfolio: slug,
  serial: z.number().int(),
  submittedAt: moment,
  intake: z.strictObject({ by: slug, at: moment, note: z.string() }).optional(),
  /** The first is the lead. */
  assessors: z.array(judgement).max(2),
  joint: z.record(z.string(), z.string()).default({}),
  agreement: z.strictObject({ at: moment, outcome: slug, note: z.string() }).optional(),
  points: z.array(z.strictObject({ section: z.string(), part: z.string(), text: z.string() })).default([]),
  releasedAt: moment.optional(),
  releasedBy: slug.optional(),
});

/** What demo/assessments.yaml holds. */
export const assessmentsFile = z.strictObject({
  assessments: z.array(submission),
  olderAwards: z.array(z.strictObject({ person: slug, pathway: slug, number: z.string(), awardedOn: day })),
  register: z.array(z.strictObject({ person: slug, says: z.string() })),
});

export type SubmissionEntry = z.output<typeof submission>;
export type JudgementEntry = z.output<typeof judgement>;
