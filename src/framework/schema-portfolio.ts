import { z } from 'zod';

/**
 * The shape of what a portfolio holds: components, tags, sections and what each pathway requires of them.
 * Every object is strict, so that a misspelt key is reported and never ignored.
 */

/** A lower-case id that never changes once published; display codes may change, ids may not. */
export const stableId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens, and start with a letter');

/** A line of text that people read. */
export const line = z.string().trim().min(1).max(500);

/** A display code such as "1a" or "V1"; empty where the scheme prints none. */
const code = z.string().max(12);

const wholeNumber = z.number().int().min(0);

/** A guide (soft: warns) or a limit (hard: blocks) on words. */
export const wordGuide = z.strictObject({
  min: wholeNumber.optional(),
  max: wholeNumber.optional(),
  limit: z.enum(['soft', 'hard']),
  note: line.optional(),
});

/** One part of an assessed section, such as its description; it holds words or pieces of evidence. */
export const component = z.strictObject({
  id: stableId,
  title: line,
  holds: z.enum(['words', 'evidence']),
  prompts: z.array(line).min(1).max(2),
  lookFor: z.array(line).min(2).max(4),
});

const tag = z.strictObject({ id: stableId, code, title: line });

/** Cross-cutting tags: principles judged once for the whole portfolio, or dimensions mapped section by section. */
export const tagSet = z.strictObject({
  id: stableId,
  title: line,
  one: line,
  judged: z.enum(['whole-portfolio', 'by-section']),
  tags: z.array(tag).min(1),
});

/** What the topic of a section may be, such as a piece of legislation or a policy. */
export const topicType = z.strictObject({ id: stableId, title: line });

const asked = {
  prompts: z.array(line).min(1).max(2),
  lookFor: z.array(line).min(2).max(4),
  words: wordGuide.optional(),
};

const inParts = {
  components: z.array(stableId).default([]),
  ask: z.record(z.string(), z.array(line).min(1).max(2)).default({}),
  carries: z.array(stableId).default([]),
  addresses: z.array(stableId).default([]),
};

const named = { id: stableId, code, title: line };

const statement = z.strictObject({
  kind: z.literal('statement'),
  ...named,
  assessed: z.boolean(),
  ...asked,
  carries: inParts.carries,
});

const item = z.strictObject({
  kind: z.literal('item'),
  ...named,
  assessed: z.boolean().default(true),
  topicTypes: z.array(stableId).default([]),
  ...asked,
  ...inParts,
});

const many = { candidateTitled: z.boolean(), ...asked, ...inParts, assessed: z.boolean().default(true) };
const repeatable = z.strictObject({ kind: z.literal('repeatable'), ...named, ...many });
const caseStudy = z.strictObject({ kind: z.literal('case-study'), ...named, ...many });

const declarationField = z.strictObject({
  id: stableId,
  label: line,
  kind: z.enum(['tick', 'text', 'date']),
  required: z.boolean(),
});

const declaration = z.strictObject({
  kind: z.literal('declaration'),
  ...named,
  statement: z.array(line).min(1),
  fields: z.array(declarationField).min(1),
});

const group = z.strictObject({
  kind: z.literal('group'),
  ...named,
  items: z.array(z.discriminatedUnion('kind', [item, statement])).min(1),
});

/** One entry in the ordered list of sections; only a group holds others, and only one level deep. */
export const section = z.discriminatedUnion('kind', [
  statement,
  item,
  group,
  repeatable,
  caseStudy,
  declaration,
]);

/**
 * What a pathway wants of a section: the word "required" or "optional", or a fuller account. `min` and `max` count the
 * copies of a repeatable section; `topicTypes` are alternatives, any one of which will do.
 */
const requirement = z.preprocess(
  (value) => (typeof value === 'string' ? { need: value } : value),
  z.strictObject({
    need: z.enum(['required', 'optional']).default('required'),
    min: wholeNumber.optional(),
    max: wholeNumber.optional(),
    topicTypes: z.array(stableId).min(1).optional(),
    examplesMin: wholeNumber.optional(),
    words: wordGuide.optional(),
    note: line.optional(),
  }),
);

const coverageRule = z.strictObject({
  tagSet: stableId,
  must: z.array(stableId).default([]),
  min: wholeNumber.default(0),
  severity: z.enum(['blocker', 'warning']),
});

const choice = z.strictObject({
  id: stableId,
  title: line,
  from: z.array(stableId).min(2),
  min: wholeNumber,
  max: wholeNumber,
});

const thirdParty = z.strictObject({ id: stableId, title: line, min: wholeNumber.min(1), note: line });

/** A way to the award, with the blaze that marks it and all that it requires. */
export const pathway = z.strictObject({
  id: stableId,
  title: line,
  abbreviation: line,
  rank: z.number().int().min(1),
  blaze: z.number().int().min(1).max(4),
  forWhom: line,
  unconfirmed: line.optional(),
  requires: z.record(z.string(), requirement),
  choices: z.array(choice).default([]),
  coverage: z.array(coverageRule).default([]),
  totalWords: wordGuide.optional(),
  thirdParties: z.array(thirdParty).default([]),
});
