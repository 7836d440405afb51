import {
  Button,
  DateField,
  errorFor,
  ErrorSummary,
  Fieldset,
  PostForm,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Details, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { now } from '#platform/clock.ts';
import type { Booking } from './booking.ts';
import { BookingFacts, BookingMeter, CancelForm } from './booking.view.tsx';
import { ACTIONS, type NoteTyped } from './note.form.ts';

export type MentorBookingProps = {
  booking: Booking;
  /** The draft that the mentor may read now, or nothing while it is not shared. */
  draftPath: string | undefined;
  note: NoteTyped;
  hasNote: boolean;
  privateNote: string;
  errors: readonly FieldError[];
};

/** The heading of an office hour for its mentor. */
export function mentorTitle({ personName }: Booking): string {
  return `Office hour: ${personName}`;
}

/** An office hour for its mentor: who asks what, the draft if it is shared, the note for both and the one for oneself. */
export function MentorBookingView(props: MentorBookingProps) {
  const { booking, draftPath, errors } = props;
  const hasBegun = booking.slot.startsAt.epochMilliseconds <= now().epochMilliseconds;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        title={mentorTitle(booking)}
        back={{ label: 'Mentoring', href: '/mentoring' }}
        meter={<BookingMeter booking={booking} />}
      />
      <BookingFacts booking={booking} />
      <p>
        {draftPath ? (
          <a href={draftPath}>Read their draft</a>
        ) : (
          <span class="hint">{booking.personName} has not shared a draft with you.</span>
        )}
      </p>
      {!booking.cancelledAt && hasBegun && <Notes {...props} />}
      {booking.cancelledAt && booking.cancelReason && <p>Reason given: {booking.cancelReason}</p>}
      <CancelForm
        booking={booking}
        byId={booking.slot.mentorId}
        action={`/mentoring/bookings/${booking.id}/cancel`}
      />
    </>
  );
}

function Notes({ booking, note, hasNote, privateNote, errors }: MentorBookingProps) {
  const path = `/mentoring/bookings/${booking.id}`;
  return (
    <>
      <Section title="For both of you" hint={`${booking.personName} reads this on their own page.`}>
        <PostForm action={`${path}/note`}>
          <TextArea
            name="words"
            label="What was said"
            rows={5}
            value={note.words}
            error={errorFor(errors, 'words')}
          />
          <Fieldset legend="What you agreed" hint="What will be done, and by when. Empty rows are left out.">
            {ACTIONS.map((number) => (
              <div class="action-row">
                <TextField
                  name={`what${number}`}
                  label={`Action ${number}`}
                  optional
                  value={note[`what${number}`]}
                  error={errorFor(errors, `what${number}`)}
                />
                <DateField
                  name={`due${number}`}
                  label="By"
                  optional
                  value={note[`due${number}`]}
                  error={errorFor(errors, `due${number}`)}
                />
              </div>
            ))}
          </Fieldset>
          <Button kind="first">{hasNote ? 'Save the note' : 'Share the note'}</Button>
        </PostForm>
      </Section>
      <Details summary="A note for yourself" open={privateNote !== ''}>
        <PostForm action={`${path}/private-note`}>
          <Inset kind="attention">
            <p>Nobody is shown this, but {booking.personName} may ask to see what is kept about them.</p>
          </Inset>
          <TextArea
            name="private"
            label="A note for yourself"
            optional
            rows={3}
            value={privateNote}
            error={errorFor(errors, 'private')}
          />
          <Button>Keep this note</Button>
        </PostForm>
      </Details>
    </>
  );
}
