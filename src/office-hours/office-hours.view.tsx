import { sayRelative } from '#calendar';
import {
  errorFor,
  ErrorSummary,
  PostForm,
  Select,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Empty, PageHead, Section, Time } from '#look/page-parts.tsx';
import { BeforePlaceView, type BeforePlace } from '#registration';
import { now } from '#platform/clock.ts';
import type { BookTyped, SectionChoice } from './book.form.ts';
import type { Booking, Slot } from './booking.ts';
import { byDay, sayDay, sayTimes, sayWhen } from './saying.ts';

/** A mentor who may read the portfolio, and the last day of it, 'YYYY-MM-DD'. */
export type Reader = { readonly name: string; readonly untilDay: string };

export type OfficeHoursProps = {
  bookings: readonly Booking[];
  slots: readonly Slot[];
  /** More free times follow from here. */
  moreFrom: string | undefined;
  sections: readonly SectionChoice[];
  /** Who may read the portfolio already; nothing where there is none. */
  shared: { readonly portfolioId: string; readonly readers: readonly Reader[] } | undefined;
  /** What stands before booking, for those who have no seat and no portfolio. */
  before: BeforePlace | undefined;
  typed: BookTyped;
  errors: readonly FieldError[];
};

/** Somebody's office hours, and the times that they can book. */
export function OfficeHoursView(props: OfficeHoursProps) {
  const { bookings, errors, before, shared } = props;
  const ahead = bookings.filter(({ slot }) => slot.endsAt.epochMilliseconds > now().epochMilliseconds);
  const past = bookings.filter((one) => !ahead.includes(one)).reverse();
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        title="Office hours"
        lede={
          before
            ? 'With a place on a programme you book a mentor’s time here: they read one section of your draft with you, or answer one question.'
            : 'A mentor reads one section of your draft with you, or answers one question.'
        }
      />
      {shared && <Readers {...shared} />}
      {ahead.length > 0 && (
        <Section title="Booked by you">
          <BookingList bookings={ahead} />
        </Section>
      )}
      {before ? <BeforePlaceView before={before} /> : <BookForm {...props} />}
      {past.length > 0 && (
        <Section title="What was said" hint="The notes and what you agreed stay here.">
          <BookingList bookings={past} />
        </Section>
      )}
    </>
  );
}

/** Who can read the draft as it is: booking changes nothing about that. */
function Readers({ portfolioId, readers }: NonNullable<OfficeHoursProps['shared']>) {
  const names = readers.map(({ name, untilDay }) => `${name} until ${sayDay(untilDay)}`);
  return (
    <p class="seen-by">
      {names.length === 0
        ? 'Booking shares nothing of your portfolio, which only you can read now.'
        : `Your portfolio can be read by ${names.join(', and ')}. Booking shares it with nobody else.`}{' '}
      <a href={`/portfolio/${portfolioId}/shares`}>
        {names.length === 0 ? 'Share it with a mentor' : 'Change who sees it'}
      </a>
    </p>
  );
}

function BookingList({ bookings }: { bookings: readonly Booking[] }) {
  return (
    <ul class="booking-list">
      {bookings.map(({ id, slot, sectionWords, question }) => (
        <li>
          <p class="booking-when">
            <a href={`/office-hours/bookings/${id}`}>
              <Time iso={slot.startsAt.toString()}>{sayWhen(slot)}</Time>
            </a>
          </p>
          <p>
            {slot.mentorName} · {sectionWords || question}
          </p>
          <p class="hint">
            {sayRelative(now(), slot.startsAt, slot.zone)} · {slot.place}
          </p>
        </li>
      ))}
    </ul>
  );
}

function BookForm(props: OfficeHoursProps) {
  const { slots, moreFrom, sections, typed, errors } = props;
  return (
    <Section title="Book a time" id="book">
      {slots.length === 0 ? (
        <Empty title="No time is free at the moment.">
          <p>
            Mentors publish new times through the terms. Come back in some days, or{' '}
            <a href="/enquiries/new">ask the team</a>.
          </p>
        </Empty>
      ) : (
        <PostForm action="/office-hours" enhance>
          <div class="book-about">
            {sections.length > 0 ? (
              <Select
                name="section"
                label="Which section is to be read?"
                hint="From your portfolio."
                empty="None: a question only"
                value={typed.section}
                optional
                options={sections.map(({ key, words }) => ({ value: key, label: words }))}
                error={errorFor(errors, 'section')}
              />
            ) : (
              <TextField
                name="sectionWords"
                label="What is to be read?"
                hint="A section or a plan, in your words."
                optional
                value={typed.sectionWords}
                error={errorFor(errors, 'sectionWords')}
              />
            )}
            <TextArea
              name="question"
              label="What do you want to know?"
              hint="One question makes a good office hour."
              optional
              rows={2}
              value={typed.question}
              error={errorFor(errors, 'question')}
            />
          </div>
          <p id="field-slotId" tabIndex={-1} class="hint">
            Then choose a time: it is booked with that click. You can cancel it.
          </p>
          <Times slots={slots} />
          {moreFrom && (
            <p>
              <a href={`/office-hours?from=${moreFrom}#book`}>Later times</a>
            </p>
          )}
        </PostForm>
      )}
    </Section>
  );
}

function Times({ slots }: { slots: readonly Slot[] }) {
  return (
    <div class="slot-days">
      {byDay(slots, (slot) => slot).map(([day, those]) => (
        <section class="slot-day">
          <h3>{sayDay(day)}</h3>
          <ul aria-label={sayDay(day)}>
            {those.map((slot) => (
              <li>
                <button type="submit" class="slot" name="slotId" value={slot.id}>
                  <span class="unseen">Book </span>
                  <strong>{sayTimes(slot)}</strong>
                  <span>
                    {slot.mentorName} · {slot.place}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
