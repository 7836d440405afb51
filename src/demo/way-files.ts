import { z } from 'zod';
import { day, moment, slug } from './file-parts.ts';

const registration = z.strictObject({
  person: slug,
  pathway: slug,
  registeredOn: day,
  reference: z.string(),
  payer: z.enum(['self', 'department', 'programme', 'other']),
  purchaseOrder: z.string().optional(),
  confirmedBy: slug,
  /** The last day on which it holds, as the scheme's rule must come to: checked by a test. */
  validUntil: day,
  pause: z
    .strictObject({
      from: day,
      until: day,
      reason: z.enum(['family-leave', 'health', 'career-break', 'other']),
      askedAt: moment,
      answeredBy: slug,
      answeredAt: moment,
    })
    .optional(),
});

/** What demo/registrations.yaml holds. */
export const registrationsFile = z.strictObject({
  registrations: z.array(registration),
  chosen: z.array(z.strictObject({ person: slug, pathway: slug, chosenOn: day })),
});
export type RegistrationEntry = z.output<typeof registration>;

const register = z.strictObject({
  run: slug,
  workshop: z.number().int(),
  marks: z.record(slug, z.enum(['present', 'part', 'apologies', 'absent', 'caught-up'])),
});

/** What demo/attendance.yaml holds. */
export const attendanceFile = z.strictObject({
  attendance: z.array(register),
  openPreparation: z.array(z.strictObject({ person: slug, items: z.array(slug) })),
  markedBy: slug,
});
export type RegisterEntry = z.output<typeof register>;

const enquiry = z.strictObject({
  id: slug,
  from: slug,
  run: slug,
  at: moment,
  text: z.string(),
  answer: z.strictObject({ by: slug, at: moment, text: z.string() }).optional(),
});

/** What demo/enquiries.yaml holds. */
export const enquiriesFile = z.strictObject({ enquiries: z.array(enquiry) });

const window = z.strictObject({
  id: slug,
  mentor: slug,
  publishedAt: moment,
  weekday: z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
  start: z.string(),
  end: z.string(),
  slot: z.number().int(),
  from: day,
  until: day,
  every: z.number().int(),
  except: z.array(day),
  place: z.string(),
  link: z.url().optional(),
  bookNotice: z.number().int(),
  cancelNotice: z.number().int(),
});

const booking = z.strictObject({
  id: slug,
  window: slug,
  person: slug,
  start: moment,
  section: z.string(),
  bookedAt: moment,
  ask: z.string(),
  notes: z.string().optional(),
  actions: z.array(z.strictObject({ what: z.string(), by: day, done: z.boolean() })).default([]),
  privateNote: z.string().optional(),
  cancelledAt: moment.optional(),
  reason: z.string().optional(),
});

/** What demo/office-hours.yaml holds. */
export const officeHoursFile = z.strictObject({ windows: z.array(window), bookings: z.array(booking) });
export type WindowEntry = z.output<typeof window>;
export type BookingEntry = z.output<typeof booking>;
