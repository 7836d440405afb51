import { z } from 'zod';
import { day, slug } from './file-parts.ts';

const hat = z.strictObject({
  hat: z.enum(['coordinator', 'selector', 'mentor', 'assessor', 'registrar', 'head-of-department']),
  at: slug,
});

const assessor = z.strictObject({
  pathway: slug,
  since: day,
  specialisms: z.array(z.string()),
  capacity: z.number().int().min(0),
  secondsBefore: z.number().int().min(0),
  conflicts: z.array(z.strictObject({ person: slug, reason: z.string(), declaredOn: day })),
});

const figure = z.strictObject({
  id: slug,
  name: z.string(),
  email: z.email(),
  institution: slug,
  department: z.string(),
  roleTitle: z.string(),
  hats: z.array(hat).default([]),
  assessor: assessor.optional(),
  run: z.string().optional(),
  mentor: slug.optional(),
  pathway: slug.optional(),
  lead: z.string().optional(),
  stage: z.string(),
  who: z.string(),
});

/** What demo/people.yaml holds. */
export const peopleFile = z.strictObject({ people: z.array(figure).min(1) });

/** Somebody in the demo. */
export type Figure = z.output<typeof figure>;
