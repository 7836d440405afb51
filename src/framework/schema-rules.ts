import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { line, stableId } from './schema-portfolio.ts';

/** The shape of a scheme's rules: ratings, outcomes, assessors, award, registration, windows, fees, evidence, sources. */

const reads = (parse: (text: string) => unknown) => (text: string) => {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
};

/** A calendar date such as 2024-02-29; a date that does not exist is refused. */
export const plainDate = z
  .string()
  .refine(
    reads((text) => /^\d{4}-\d\d-\d\d$/.test(text) || bad()),
    'must be a date such as 2024-02-29',
  )
  .refine(
    reads((text) => Temporal.PlainDate.from(text, { overflow: 'reject' })),
    'must be a date that exists',
  );

/** A local date-time to the minute, such as 2024-05-30T12:00, in the zone that the file names. */
const localTime = z
  .string()
  .refine(
    reads((text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) || bad()),
    'must be a local time such as 2024-05-30T12:00',
  )
  .refine(
    reads((text) => Temporal.PlainDateTime.from(text, { overflow: 'reject' })),
    'must be a time that exists',
  );

/** An IANA time zone. */
export const timeZone = z.string().refine(
  reads((text) => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text)),
  'must be a time zone such as Europe/London',
);

function bad(): never {
  throw new RangeError();
}

/** Whom or what a scale rates: a kind of section, or the tags judged over the whole portfolio. */
const ratedKind = z.enum(['item', 'repeatable', 'case-study', 'statement', 'tag']);

const rating = z.strictObject({ id: stableId, title: line, meaning: line, satisfies: z.boolean() });

/** A rating scale; `each` says whether every assessor gives one, or the assessors give one between them. */
export const ratingScale = z.strictObject({
  id: stableId,
  title: line,
  rates: z.array(ratedKind).min(1),
  each: z.enum(['assessor', 'joint']),
  unconfirmed: line.optional(),
  ratings: z.array(rating).min(2),
});

/** A kind of submission; exactly one is the first. */
export const submissionKind = z.strictObject({
  id: stableId,
  title: line,
  role: z.enum(['first', 'resubmission', 'review']),
  assessment: z.enum(['full', 'changes-only']),
});

const permitted = z.preprocess(
  (value) => (typeof value === 'string' ? { kind: value } : value),
  z.strictObject({ kind: stableId, unconfirmed: line.optional() }),
);

const next = z.strictObject({
  submission: stableId.optional(),
  withinMonths: z.number().int().min(1).optional(),
  says: line,
});

/** An outcome in the scheme's words, the submissions it may follow, and what the candidate may do then. */
export const outcome = z.strictObject({
  id: stableId,
  title: line,
  meaning: line,
  award: z.boolean(),
  after: z.array(permitted).min(1),
  next,
  unconfirmed: line.optional(),
});

/** How many judge a submission and who may. */
export const assessors = z.strictObject({
  perSubmission: z.number().int().min(1),
  namedToCandidate: z.boolean(),
  rank: z.enum(['at-least-candidate', 'any']),
  secondsBeforeLeading: z.number().int().min(0),
  /** Within how many weeks of being asked an assessor is to lodge: the day that a registrar is offered, and may change. */
  weeksToLodge: z.number().int().min(1).max(52).default(8),
  notes: z.array(line).default([]),
  unconfirmed: line.optional(),
});

const reviewPart = z.strictObject({ id: stableId, title: line, prompts: z.array(line).min(1).max(2) });

/** How long an award holds and how it is renewed; a null number of years means that it does not lapse. */
export const award = z.strictObject({
  validityYears: z.number().int().min(1).nullable(),
  review: z
    .strictObject({
      everyYears: z.number().int().min(1),
      remindMonthsBefore: z.array(z.number().int().min(0)),
      parts: z.array(reviewPart),
      unconfirmed: line.optional(),
    })
    .nullable(),
  notes: z.array(line).default([]),
});

/** The clock that starts on registering with the awarding body; null where the scheme has none. */
export const registration = z
  .strictObject({
    validMonths: z.number().int().min(1),
    orNextWindowAfter: z.boolean(),
    covers: z.array(line),
    note: line.optional(),
  })
  .nullable();

const submissionWindow = z.strictObject({
  opens: localTime.nullable(),
  closes: localTime,
  unconfirmed: line.optional(),
});

const spell = {
  from: plainDate,
  until: plainDate.optional(),
  note: line,
  source: line,
};

/** Spells of time, each with its own rule: submission in windows, or open all year. */
export const windowSpell = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('windows'), ...spell, windows: z.array(submissionWindow).min(1) }),
  z.strictObject({ rule: z.literal('open'), ...spell }),
]);

/** One line of the dated fee table. Amounts are in pence (or the currency's hundredth). */
export const fee = z.strictObject({
  what: z.enum(['registration', 'annual']),
  rate: z.enum(['standard', 'reduced']),
  pathways: z.array(stableId).min(1),
  amountPence: z.number().int().min(0).nullable(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency code such as GBP'),
  status: z.enum(['confirmed', 'to-be-confirmed']),
  validFrom: plainDate,
  validUntil: plainDate.optional(),
  source: line,
});

const permissionState = z.strictObject({ id: stableId, title: line, settled: z.boolean(), hint: line });

/** What evidence may be. Sizes are in mebibytes of a single file. */
export const evidence = z.strictObject({
  warnAboveMb: z.number().positive(),
  refuseAboveMb: z.number().positive(),
  warnWhenUsedInMoreThan: z.number().int().min(1),
  avoidExtensions: z.array(z.string().regex(/^[a-z0-9]+$/, 'must be an extension without its dot')),
  permissions: z.array(permissionState).min(1),
  notes: z.array(line).default([]),
});

/** Where a rule comes from and how far to trust it: A the body's own text, B described by others, C inferred, D unknown. */
export const source = z.strictObject({
  about: line,
  from: line,
  confidence: z.enum(['A', 'B', 'C', 'D']),
  year: line,
});

/** The record of what was checked, when and how. */
export const provenance = z.strictObject({
  checkedOn: plainDate,
  how: line,
  sources: z.array(source).min(1),
  unconfirmed: z.array(line),
});
