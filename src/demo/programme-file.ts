import { z } from 'zod';
import { SECTION_IDS } from '#programme';
import { day, DEMO_ZONE, moment, slug } from './file-parts.ts';

const organisation = z.strictObject({
  id: slug,
  name: z.string(),
  unit: z.string().optional(),
  email: z.email(),
});

const preparation = z.strictObject({
  id: slug,
  what: z.string(),
  minutes: z.number().int(),
  due: moment,
  link: z.string().optional(),
});

const workshop = z.strictObject({
  n: z.number().int(),
  title: z.string(),
  start: moment,
  end: moment,
  place: z.string(),
  link: z.url().optional(),
  access: z.string(),
  about: z.string(),
  preparation: z.array(preparation),
});

const run = z.strictObject({
  id: slug,
  name: z.string(),
  copiedFrom: slug.optional(),
  announcedAs: moment,
  capacity: z.number().int(),
  opens: moment,
  deadline: moment,
  notificationWeek: day,
  replyWithinHours: z.number().int(),
  announcedAt: moment.optional(),
  courseSite: z.url(),
  courseSiteNote: z.string(),
  intro: z.string(),
  officeHours: z.string(),
  workshops: z.array(workshop),
});

/** For which days the files are written: the Monday of the present, and the coming run's deadline, as local time. */
const written = z.strictObject({ monday: day, deadline: z.iso.datetime({ local: true, offset: false }) });

/** The part of demo/programme.yaml that says how the files are moved. */
export const writtenPart = z.looseObject({ written, institution: z.looseObject({ terms: z.string() }) });

/** What demo/programme.yaml holds. */
export const programmeFile = z.strictObject({
  timeZone: z.literal(DEMO_ZONE),
  written,
  begunAt: moment,
  institution: organisation.extend({ terms: z.string() }),
  awardingBody: organisation,
  programme: z.strictObject({
    slug,
    edition: slug,
    name: z.string(),
    shortName: z.string(),
    contactName: z.string(),
    contactAddress: z.email(),
    texts: z.array(z.strictObject({ id: z.enum(SECTION_IDS), text: z.string() })),
  }),
  runs: z.array(run).min(1),
  statements: z.strictObject({
    updated: moment,
    accessibility: z.string(),
    privacy: z.string(),
  }),
});

export type ProgrammeFile = z.output<typeof programmeFile>;
export type RunEntry = ProgrammeFile['runs'][number];
