import { portfolioOf, progressOf } from '#portfolio';
import { readDate } from '#calendar';
import { now } from '#platform/clock.ts';
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
import { OfficeHoursView } from './office-hours.view.tsx';
import { freeSlots } from './slot.sql.ts';

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
  const [institutionIds, bookings, sections] = await Promise.all([
    institutionsFor(x.db, personId),
    bookingsMadeBy(x.db, personId),
    sectionsOf(x),
  ]);
  const from = readDate(x.query.get('from') ?? '');
  const start = from?.toZonedDateTime('UTC').toInstant();
  const after = start && start.epochMilliseconds > now().epochMilliseconds ? start : now();
  const found = await freeSlots(x.db, { institutionIds, after, count: AT_A_TIME + 1 });
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
      {...{ bookings, slots, sections, typed, errors }}
      mayBook={institutionIds.length > 0}
      moreFrom={next && next.startsAt.toZonedDateTimeISO('UTC').toPlainDate().toString()}
    />,
  );
}

/** The sections of the viewer's newest portfolio, as they are called there. */
async function sectionsOf(x: Exchange<Viewer>): Promise<SectionChoice[]> {
  const portfolio = await portfolioOf(x.db, x.viewer.personId);
  if (!portfolio) return [];
  const slots = await progressOf(x.db, portfolio.id);
  return slots.map(({ key, code, title, ownTitle }) => ({
    key,
    words: [code, ownTitle || title].filter(Boolean).join(' '),
  }));
}

async function bookOne(x: Exchange<Viewer>): Promise<Response> {
  const fields = await x.form();
  const typed = typedBooking(fields);
  const form = readBooking(fields, await sectionsOf(x));
  if (!form.ok) return officeHoursPage(x, { typed, errors: form.errors });
  const institutionIds = await institutionsFor(x.db, x.viewer.personId);
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
  const [notes, portfolio] = await Promise.all([
    notesOf(x.db, [booking.id]),
    portfolioOf(x.db, x.viewer.personId),
  ]);
  return x.page(
    { title: guestTitle(booking), section: 'office-hours' },
    <GuestBookingView
      booking={booking}
      note={notes.get(booking.id)}
      portfolioPath={portfolio && `/portfolio/${portfolio.id}`}
    />,
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
