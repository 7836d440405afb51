import { FALLBACK_ZONE } from '#calendar';
import { findOrganisation } from '#people';
import { portfolioOf, visiblePortfolio } from '#portfolio';
import { now, today } from '#platform/clock.ts';
import { optionalText, parseForm, type FieldError } from '#platform/forms.ts';
import { get, post, signedIn, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { visibleBooking } from './access.ts';
import type { Booking } from './booking.ts';
import { bookingsWith } from './booking.sql.ts';
import { cancelBooking } from './cancel.ts';
import { MentorBookingView, mentorTitle } from './mentor-booking.view.tsx';
import { MentoringView } from './mentoring.view.tsx';
import { readNote, typedNote, type NoteTyped } from './note.form.ts';
import { notesOf, privateNoteOf } from './note.sql.ts';
import { readReason } from './office-hours.page.tsx';
import { recordNote, recordPrivateNote } from './record-note.ts';
import { freeSlots } from './slot.sql.ts';

const one = '/mentoring/bookings/:bookingId';

/** A mentor's day and one office hour. Whoever was a mentor keeps their bookings, so these ask for nothing but the booking. */
export const mentoringRoutes = [
  get('/mentoring', wearing('mentor'), showDay),
  get(one, signedIn, showBooking),
  post(`${one}/note`, signedIn, saveNote),
  post(`${one}/private-note`, signedIn, savePrivateNote),
  post(`${one}/cancel`, signedIn, cancel),
];

const LOOK_BACK_DAYS = 28;

/** The institution where the viewer is a mentor, and its clock. */
export async function mentorPlace(x: Exchange<Viewer>): Promise<{ institutionId: string; zone: string }> {
  const institutionId = x.viewer.hats.find(({ hat }) => hat === 'mentor')?.organisationId ?? '';
  const institution = await findOrganisation(x.db, institutionId);
  return { institutionId, zone: institution?.zone ?? FALLBACK_ZONE };
}

async function showDay(x: Exchange<Viewer>): Promise<Response> {
  const { institutionId, zone } = await mentorPlace(x);
  const since = now().subtract({ hours: 24 * LOOK_BACK_DAYS });
  const all = await bookingsWith(x.db, x.viewer.personId, since);
  const notes = await notesOf(
    x.db,
    all.map(({ id }) => id),
  );
  const day = today(zone);
  const startOfDay = day.toZonedDateTime(zone).epochMilliseconds;
  const bookings = all.filter(({ slot }) => slot.endsAt.epochMilliseconds > startOfDay);
  const withoutNote = all.filter((booking) => isOver(booking) && !notes.has(booking.id));
  const free = await freeSlots(x.db, { institutionIds: [institutionId], count: 200 });
  return x.page(
    { title: 'Mentoring', section: 'mentoring', width: 'wide' },
    <MentoringView
      today={day.toString()}
      bookings={bookings}
      withoutNote={withoutNote}
      slotsFree={free.filter(({ mentorId }) => mentorId === x.viewer.personId).length}
    />,
  );
}

function isOver({ slot }: Booking): boolean {
  return slot.endsAt.epochMilliseconds <= now().epochMilliseconds;
}

async function ownBooking(x: Exchange<Viewer>): Promise<Booking | undefined> {
  const found = await visibleBooking(x.db, x.viewer, x.param('bookingId'));
  return found?.as === 'mentor' ? found.booking : undefined;
}

async function showBooking(x: Exchange<Viewer>): Promise<Response> {
  const booking = await ownBooking(x);
  return booking ? bookingPage(x, booking, {}) : x.missing();
}

type Again = { note?: NoteTyped; privateNote?: string; errors?: readonly FieldError[] };

async function bookingPage(x: Exchange<Viewer>, booking: Booking, again: Again): Promise<Response> {
  const [notes, kept, draftPath] = await Promise.all([
    notesOf(x.db, [booking.id]),
    privateNoteOf(x.db, booking.id),
    draftPathFor(x, booking),
  ]);
  const note = notes.get(booking.id);
  const errors = again.errors ?? [];
  return x.page(
    { title: mentorTitle(booking), section: 'mentoring', hasErrors: errors.length > 0 },
    <MentorBookingView
      booking={booking}
      draftPath={draftPath}
      note={again.note ?? typedNote(note)}
      hasNote={note !== undefined}
      privateNote={again.privateNote ?? kept}
      errors={errors}
    />,
  );
}

/** Where the mentor reads the draft: the section that was named, if the portfolio is shared with them now. */
async function draftPathFor(x: Exchange<Viewer>, booking: Booking): Promise<string | undefined> {
  const portfolio = await portfolioOf(x.db, booking.personId);
  const seen = portfolio && (await visiblePortfolio(x.db, x.viewer, portfolio.id));
  if (!seen) return undefined;
  const path = `/mentoring/${seen.portfolio.id}`;
  return booking.section ? `${path}/sections/${booking.section}` : path;
}

async function saveNote(x: Exchange<Viewer>): Promise<Response> {
  const booking = await ownBooking(x);
  if (!booking) return x.missing();
  const fields = await x.form();
  const form = readNote(fields);
  if (!form.ok) return bookingPage(x, booking, { note: fields.typed, errors: form.errors });
  const byId = x.viewer.personId;
  await x.transaction((tx) => recordNote(tx, { bookingId: booking.id, byId, ...form.value }));
  return x.redirect(`/mentoring/bookings/${booking.id}`, `${booking.personName} can read your note.`);
}

async function savePrivateNote(x: Exchange<Viewer>): Promise<Response> {
  const booking = await ownBooking(x);
  if (!booking) return x.missing();
  const fields = await x.form();
  const form = parseForm(fields, { private: optionalText('The note', { max: 10_000 }) });
  if (!form.ok) return bookingPage(x, booking, { privateNote: fields.one('private'), errors: form.errors });
  const byId = x.viewer.personId;
  await x.transaction((tx) =>
    recordPrivateNote(tx, { bookingId: booking.id, byId, words: form.value.private }),
  );
  return x.redirect(`/mentoring/bookings/${booking.id}`, 'Your own note is kept.');
}

async function cancel(x: Exchange<Viewer>): Promise<Response> {
  const bookingId = x.param('bookingId');
  const reason = await readReason(x);
  await x.transaction((tx) => cancelBooking(tx, { bookingId, byId: x.viewer.personId, reason }));
  return x.redirect('/mentoring', 'It is cancelled, and a letter is on its way.');
}
