import type { Temporal } from 'temporal-polyfill';
import { portfolioOf, progressFor, sharesOf, type Portfolio, type Share } from '#portfolio';
import { beforePlace } from '#registration';
import { readDate } from '#calendar';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import { choice, optionalText, parseForm, type FieldError } from '#platform/forms.ts';
import { Refused, type Refusal } from '#platform/refusal.ts';
import { get, post, signedIn, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { institutionsFor, visibleBooking } from './access.ts';
import { book } from './book.ts';
import { readBooking, typedBooking, type BookTyped, type SectionChoice } from './book.form.ts';
import { bookingsMadeBy } from './booking.sql.ts';
import { GuestBookingView, guestTitle } from './booking.view.tsx';
import { cancelBooking } from './cancel.ts';
import { notesOf, setActionDone } from './note.sql.ts';
import { OfficeHoursView, type Reader } from './office-hours.view.tsx';
import { sharingWith } from './sharing.ts';
import { freeSlots, namesOf } from './slot.sql.ts';

const one = '/office-hours/bookings/:bookingId';

/** Booking a mentor's time, and what came of it. */
export const officeHoursRoutes = [
  get('/office-hours', signedIn, showOfficeHours),
  post('/office-hours', signedIn, bookOne),
  get(one, signedIn, showBooking),
  post(`${one}/cancel`, signedIn, cancel),
  post(`${one}/actions/:actionId`, signedIn, tickAction),
];

const AT_A_TIME = 24;
const NOTHING: BookTyped = { section: '', sectionWords: '', question: '' };

async function showOfficeHours(x: Exchange<Viewer>): Promise<Response> {
  const section = x.query.get('section') ?? '';
  return officeHoursPage(x, { typed: { ...NOTHING, section }, errors: [] });
}

type Shown = { typed: BookTyped; errors: readonly FieldError[]; status?: number };

async function officeHoursPage(x: Exchange<Viewer>, { typed, errors, status }: Shown): Promise<Response> {
  const { personId } = x.viewer;
  const portfolio = await portfolioOf(x.db, personId);
  const [institutionIds, bookings, sections, shares] = await Promise.all([
    institutionsFor(x.db, personId, portfolio),
    bookingsMadeBy(x.db, personId),
    sectionsOf(x.db, portfolio),
    portfolio ? sharesOf(x.db, portfolio.id) : [],
  ]);
  const mayBook = institutionIds.length > 0;
  const [found, before, nameOf] = await Promise.all([
    mayBook ? freeSlots(x.db, { institutionIds, after: startOf(x), count: AT_A_TIME + 1 }) : [],
    mayBook ? undefined : beforePlace(x.db, personId),
    namesOf(
      x.db,
      shares.map((share) => share.personId),
    ),
  ]);
  const slots = found.slice(0, AT_A_TIME);
  const next = found[AT_A_TIME];
  return x.page(
    {
      title: 'Office hours',
      section: 'office-hours',
      width: 'wide',
      hasErrors: errors.length > 0,
      ...(status ? { status } : {}),
    },
    <OfficeHoursView
      {...{ bookings, slots, sections, typed, errors, before }}
      shared={portfolio && { portfolioId: portfolio.id, readers: toReaders(shares, nameOf) }}
      moreFrom={next && next.startsAt.toZonedDateTimeISO('UTC').toPlainDate().toString()}
    />,
  );
}

/** From when on times are shown: now, or the day that the address names. */
function startOf(x: Exchange<Viewer>): Temporal.Instant {
  const start = readDate(x.query.get('from') ?? '')
    ?.toZonedDateTime('UTC')
    .toInstant();
  return start && start.epochMilliseconds > now().epochMilliseconds ? start : now();
}

function toReaders(shares: readonly Share[], nameOf: (personId: string) => string): Reader[] {
  return shares.map(({ personId, untilDay }) => ({ name: nameOf(personId), untilDay }));
}

/** The sections of a portfolio, as they are called there. */
async function sectionsOf(db: Database, portfolio: Portfolio | undefined): Promise<SectionChoice[]> {
  if (!portfolio) return [];
  const { slots } = await progressFor(db, portfolio);
  return slots.map(({ key, code, title, ownTitle }) => ({
    key,
    words: [code, ownTitle || title].filter(Boolean).join(' '),
  }));
}

async function bookOne(x: Exchange<Viewer>): Promise<Response> {
  const fields = await x.form();
  const typed = typedBooking(fields);
  const portfolio = await portfolioOf(x.db, x.viewer.personId);
  const [sections, institutionIds] = await Promise.all([
    sectionsOf(x.db, portfolio),
    institutionsFor(x.db, x.viewer.personId, portfolio),
  ]);
  const form = readBooking(fields, sections);
  if (!form.ok) return officeHoursPage(x, { typed, errors: form.errors });
  try {
    const asked = { ...form.value, personId: x.viewer.personId, institutionIds };
    const id = await x.transaction((tx) => book(tx, asked));
    return x.redirect(
      `/office-hours/bookings/${id}`,
      'It is booked. A letter with an invitation is on its way.',
    );
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status === 404) throw error;
    return officeHoursPage(x, { typed, errors: [sayRefusal(error.refusal)], status: 409 });
  }
}

/** The refusal as the page says it, above the times that are free now. */
function sayRefusal(refusal: Refusal): FieldError {
  const others = ['slot-taken', 'slot-withdrawn', 'too-late'].includes(refusal.code);
  const says = others ? `${refusal.says} These are the next free times; your words are kept` : refusal.says;
  return { field: 'slotId', message: says };
}

async function showBooking(x: Exchange<Viewer>): Promise<Response> {
  const found = await visibleBooking(x.db, x.viewer, x.param('bookingId'));
  if (!found) return x.missing();
  if (found.as === 'mentor') return x.redirect(`/mentoring/bookings/${found.booking.id}`);
  const { booking } = found;
  const [notes, sharing] = await Promise.all([notesOf(x.db, [booking.id]), sharingWith(x.db, booking)]);
  return x.page(
    { title: guestTitle(booking), section: 'office-hours' },
    <GuestBookingView booking={booking} note={notes.get(booking.id)} sharing={sharing} />,
  );
}

/** Reads the word to the other that may come with a cancellation. */
export async function readReason(x: Exchange<Viewer>): Promise<string> {
  const form = parseForm(await x.form(), { reason: optionalText('Your word', { max: 1000 }) });
  return form.ok ? form.value.reason : '';
}

async function cancel(x: Exchange<Viewer>): Promise<Response> {
  const bookingId = x.param('bookingId');
  const reason = await readReason(x);
  await x.transaction((tx) => cancelBooking(tx, { bookingId, byId: x.viewer.personId, reason }));
  return x.redirect('/office-hours', 'It is cancelled, and the time is free for somebody else.');
}

async function tickAction(x: Exchange<Viewer>): Promise<Response> {
  const found = await visibleBooking(x.db, x.viewer, x.param('bookingId'));
  if (found?.as !== 'guest') return x.missing();
  const form = parseForm(await x.form(), { done: choice('done or not', ['yes', 'no']) });
  const [bookingId, actionId] = [found.booking.id, x.param('actionId')];
  const done = form.ok && form.value.done === 'yes';
  await x.transaction((tx) => setActionDone(tx, { bookingId, actionId, done }));
  return x.redirect(`/office-hours/bookings/${bookingId}#action-${actionId}`);
}
