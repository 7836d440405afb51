import { z } from 'zod';
import { component, line, pathway, section, stableId, tagSet, topicType } from './schema-portfolio.ts';
import * as rules from './schema-rules.ts';

/**
 * The chapters of a framework file, each checked on its own so that a fault in one does not hide the faults in another.
 */
export const chapters = {
  id: stableId,
  version: z.string().regex(/^[0-9]{4}(-[0-9]{2})?$/, 'must be a year, or a year and month such as 2019-07'),
  title: line,
  summary: line,
  scheme: z.strictObject({ id: stableId, title: line }),
  awardingBody: z.strictObject({ id: stableId, name: line, abbreviation: line, url: z.url() }),
  locale: z.string().regex(/^[a-z]{2}-[A-Z]{2}$/, 'must be a locale such as en-GB'),
  region: line,
  timeZone: rules.timeZone,
  textPolicy: z.strictObject({ policy: z.literal('titles-only'), says: line }),
  provenance: rules.provenance,
  components: z.array(component),
  tagSets: z.array(tagSet),
  topicTypes: z.array(topicType),
  sections: z.array(section).min(1),
  pathways: z.array(pathway).min(1),
  ratingScales: z.array(rules.ratingScale).min(1),
  submissionKinds: z.array(rules.submissionKind).min(1),
  outcomes: z.array(rules.outcome).min(1),
  assessors: rules.assessors,
  award: rules.award,
  registration: rules.registration,
  windows: z.array(rules.windowSpell).min(1),
  fees: z.array(rules.fee),
  evidence: rules.evidence,
};

/** A framework file as read: every chapter parsed, nothing yet flattened. */
export type FrameworkFile = { [Chapter in ChapterName]: z.output<(typeof chapters)[Chapter]> };
export type ChapterName = keyof typeof chapters;
export type FileSection = FrameworkFile['sections'][number];
export type FilePathway = FrameworkFile['pathways'][number];

/** The chapters that have the right shape; those that have not are absent, and nothing is judged against them. */
export type Sound = { readonly [Chapter in keyof FrameworkFile]?: FrameworkFile[Chapter] };
