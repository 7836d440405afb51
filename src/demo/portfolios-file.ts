import { z } from 'zod';
import { day, moment, slug } from './file-parts.ts';

const text = z.string().optional();

const section = z.strictObject({
  mark: z.enum(['drafting', 'ready-for-feedback', 'ready']),
  /** When it was written as it stands; left out, some day between beginning and submitting. */
  updatedAt: moment.optional(),
  title: text,
  topicType: text,
  description: text,
  reflection: text,
  text,
});

const revision = z.strictObject({ section: z.string(), at: moment, description: text, reflection: text });

const evidence = z.strictObject({
  id: slug,
  title: z.string(),
  file: z.string().optional(),
  /** What stands in the file, or what a picture shows. */
  content: text,
  link: z.url().optional(),
  permission: z.string(),
  access: z.enum(['open', 'assessors', 'withheld']),
  usedIn: z.array(z.string()),
  addedAt: moment.optional(),
});

const reply = z.strictObject({ by: slug, at: moment, text: z.string() });

const feedback = z.strictObject({
  section: z.string(),
  part: z.enum(['description', 'reflection', 'text']),
  by: slug,
  at: moment,
  quote: text,
  text: z.string(),
  state: z.enum(['open', 'done']),
  replies: z.array(reply),
});

const share = z.strictObject({ with: slug, at: moment, until: day, asks: z.string() });

const portfolio = z.strictObject({
  person: slug,
  begunAt: moment,
  sections: z.record(z.string(), section),
  revisions: z.array(revision).default([]),
  declaration: z.strictObject({ name: z.string(), signedOn: day, suggestedAssessor: text }).optional(),
  evidence: z.array(evidence),
  feedback: z.array(feedback).default([]),
  shares: z.array(share).default([]),
});

/** What demo/portfolios.yaml holds. */
export const portfoliosFile = z.strictObject({ portfolios: z.array(portfolio) });

export type PortfolioEntry = z.output<typeof portfolio>;
export type SectionEntry = z.output<typeof section>;
export type EvidenceEntry = z.output<typeof evidence>;
export type FeedbackEntry = z.output<typeof feedback>;
