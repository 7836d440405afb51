import { sayInstant, sayRelative } from '#calendar';
import { Facts } from '#look/facts.tsx';
import { Button, Hidden, PostForm, TextArea } from '#look/field.tsx';
import { Details, PageHead, Prose, Section, Stack, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { now } from '#platform/clock.ts';
import { readProse } from '#platform/prose.ts';
import { proseView } from '#platform/prose.view.tsx';
import { refusalToCancel, type AgreedAction, type Booking, type SessionNote } from './booking.ts';
import { saySharing, type Sharing } from './sharing.ts';
import { sayDay, sayNotice, sayWhen } from './saying.ts';

/** When, where and what an office hour is about. */
export function BookingFacts({ booking }: { booking: Booking }) {
  const { slot, sectionWords, question } = booking;
  return (
    <Facts
      facts={[
        { label: 'When', value: <Time iso={slot.startsAt.toString()}>{sayWhen(slot)}</Time> },
        { label: 'Where', value: slot.place },
        slot.link ? { label: 'Online', value: <a href={slot.link}>{new URL(slot.link).host}</a> } : undefined,
        sectionWords ? { label: 'To be read', value: sectionWords } : undefined,
        question ? { label: 'Question', value: question } : undefined,
      ]}
    />
  );
}

/** Whether an office hour stands, in one line. */
export function BookingMeter({ booking }: { booking: Booking }) {
  const { slot } = booking;
  if (booking.cancelledAt) {
    return (
      <>
        <StateTag kind="stop">Cancelled</StateTag>
        <span>{sayInstant(booking.cancelledAt, slot.zone)}</span>
      </>
    );
  }
  return <span>{sayRelative(now(), slot.startsAt, slot.zone)}</span>;
}

export type GuestProps = {
  booking: Booking;
  note: SessionNote | undefined;
  /** Whether the mentor can read the portfolio; nothing where there is none. */
  sharing: Sharing | undefined;
};

/** The heading of an office hour for whoever booked it. */
export function guestTitle({ slot }: Booking): string {
  return `Office hour with ${slot.mentorName}`;
}

/** An office hour for whoever booked it: what it is, what came of it, and cancelling. */
export function GuestBookingView({ booking, note, sharing }: GuestProps) {
  const isAhead = booking.slot.startsAt.epochMilliseconds > now().epochMilliseconds && !booking.cancelledAt;
  return (
    <>
      <PageHead
        title={guestTitle(booking)}
        back={{ label: 'Office hours', href: '/office-hours' }}
        meter={<BookingMeter booking={booking} />}
      />
      <BookingFacts booking={booking} />
      {isAhead && sharing && (
        <p>
          {saySharing(sharing, booking.slot)}{' '}
          <a href={`/portfolio/${sharing.portfolioId}/shares`}>
            {sharing.readsUntil ? 'Change who sees it' : 'Share your portfolio'}
          </a>
        </p>
      )}
      {note && <SharedNote booking={booking} note={note} />}
      {booking.cancelReason && booking.cancelledAt && <p>Reason given: {booking.cancelReason}</p>}
      <CancelForm
        booking={booking}
        byId={booking.personId}
        action={`/office-hours/bookings/${booking.id}/cancel`}
      />
    </>
  );
}

function SharedNote({ booking, note }: { booking: Booking; note: SessionNote }) {
  return (
    <Section title="What was said">
      <Prose>{proseView(readProse(note.words))}</Prose>
      {note.actions.length > 0 && (
        <Stack tight>
          <h3>What you agreed</h3>
          <ul class="agreed">
            {note.actions.map((action) => (
              <li>
                <ActionTick booking={booking} action={action} />
              </li>
            ))}
          </ul>
        </Stack>
      )}
    </Section>
  );
}

function ActionTick({ booking, action }: { booking: Booking; action: AgreedAction }) {
  const isDone = action.doneAt !== undefined;
  return (
    <PostForm action={`/office-hours/bookings/${booking.id}/actions/${action.id}`} enhance>
      <Hidden name="done" value={isDone ? 'no' : 'yes'} />
      <button type="submit" class="tick" aria-pressed={isDone} id={`action-${action.id}`}>
        <span class="tick-box" aria-hidden="true" />
        <span class="agreed-words">
          {action.what}
          <span class="hint">
            {isDone ? 'Done' : 'To do'}
            {action.dueOn && ` · by ${sayDay(action.dueOn)}`}
          </span>
        </span>
      </button>
    </PostForm>
  );
}

type CancelProps = { booking: Booking; byId: string; action: string };

/** Cancelling, with a reason for the other; where it is not possible, why not. */
export function CancelForm({ booking, byId, action }: CancelProps) {
  const refusal = refusalToCancel(booking, byId, now());
  if (refusal?.code === 'too-late') return <p class="hint">{refusal.says}</p>;
  if (refusal) return null;
  const isGuest = byId === booking.personId;
  const other = isGuest ? booking.slot.mentorName : booking.personName;
  const notice = booking.slot.cancelNotice;
  return (
    <Details summary="Cancel this office hour">
      <PostForm action={action}>
        <TextArea
          name="reason"
          label={`A word to ${other}`}
          hint={
            isGuest && notice > 0
              ? `You can cancel until ${sayNotice(notice)} before it begins.`
              : 'Both of you get a letter that takes it out of the calendar.'
          }
          optional
          rows={2}
        />
        <Button kind="danger">Cancel this office hour</Button>
      </PostForm>
    </Details>
  );
}
