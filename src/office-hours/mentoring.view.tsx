import { ButtonLink } from '#look/field.tsx';
import { Empty, PageHead, Section, Time } from '#look/page-parts.tsx';
import type { Booking } from './booking.ts';
import { byDay, sayDay, sayTimes } from './saying.ts';

export type MentoringProps = {
  today: string;
  /** From today on. */
  bookings: readonly Booking[];
  /** Over, and nothing noted yet. */
  withoutNote: readonly Booking[];
  slotsFree: number;
};

/** A mentor's day: who comes, with which section and which question. Prints on one sheet with room to write. */
export function MentoringView({ today, bookings, withoutNote, slotsFree }: MentoringProps) {
  const days = byDay(bookings, ({ slot }) => slot);
  const todays = days.find(([day]) => day === today)?.[1] ?? [];
  const coming = days.filter(([day]) => day !== today);
  return (
    <>
      <PageHead
        title="Mentoring"
        kicker={sayDay(today)}
        actions={
          <>
            <ButtonLink href="/mentoring/windows">Your office hours</ButtonLink>
            <ButtonLink href="/mentoring/portfolios">Portfolios shared with you</ButtonLink>
          </>
        }
      />
      <Section title="Today">
        {todays.length === 0 ? <p class="hint">Nobody comes today.</p> : <Sessions bookings={todays} />}
      </Section>
      {coming.length === 0 && slotsFree === 0 && (
        <Empty title="You offer no office hours at the moment.">
          <p>
            Publish when you have time, and candidates book it.{' '}
            <a href="/mentoring/windows">Publish office hours</a>
          </p>
        </Empty>
      )}
      {coming.length > 0 && (
        <Section title="Coming">
          {coming.map(([day, those]) => (
            <div class="mentor-day">
              <h3>{sayDay(day)}</h3>
              <Sessions bookings={those} />
            </div>
          ))}
        </Section>
      )}
      {withoutNote.length > 0 && (
        <div class="not-printed">
          <Section title="Notes to write" hint="What you agreed is worth most while both of you remember it.">
            {byDay(withoutNote, ({ slot }) => slot).map(([day, those]) => (
              <div class="mentor-day">
                <h3>{sayDay(day)}</h3>
                <Sessions bookings={those} />
              </div>
            ))}
          </Section>
        </div>
      )}
    </>
  );
}

function Sessions({ bookings }: { bookings: readonly Booking[] }) {
  return (
    <ul class="mentor-sessions">
      {bookings.map(({ id, slot, personName, sectionWords, question }) => (
        <li>
          <Time iso={slot.startsAt.toString()}>{sayTimes(slot)}</Time>
          <div>
            <p class="mentor-who">
              <a href={`/mentoring/bookings/${id}`}>{personName}</a>
              {sectionWords && ` · ${sectionWords}`}
            </p>
            {question && <p class="mentor-question">{question}</p>}
            <p class="hint">{slot.place}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
