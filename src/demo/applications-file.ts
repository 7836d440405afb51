import { z } from 'zod';
import { moment, slug } from './file-parts.ts';

const answers = z.record(z.string(), z.union([z.string(), z.number(), z.array(z.number())]));

const reading = z.strictObject({
  selector: slug,
  at: moment,
  scores: z.record(slug, z.number().int().min(1).max(5)),
  note: z.string(),
});

const application = z.strictObject({
  person: slug,
  run: slug,
  begunAt: moment,
  savedAt: moment.optional(),
  submittedAt: moment.optional(),
  answers,
  readings: z.array(reading).default([]),
  /** What the team decided, all announced together with the run's other decisions; a mark without `announced` waits. */
  decision: z
    .strictObject({
      outcome: z.enum(['offered', 'reserve', 'not-offered']),
      rank: z.number().int().optional(),
      by: slug,
      at: moment,
      /** Kept back when the others are announced. */
      held: z.boolean().default(false),
    })
    .optional(),
  reply: z.strictObject({ answer: z.enum(['accepted', 'declined', 'deferred']), at: moment }).optional(),
  gaveUp: z.strictObject({ at: moment, reason: z.string() }).optional(),
  withdrawn: z.strictObject({ at: moment, reason: z.string() }).optional(),
});

/** What demo/applications.yaml holds. */
export const applicationsFile = z.strictObject({ applications: z.array(application) });

export type ApplicationEntry = z.output<typeof application>;
