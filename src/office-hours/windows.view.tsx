import { sayZone, weekdays } from '#calendar';
import {
  Button,
  ButtonForm,
  DateField,
  errorFor,
  ErrorSummary,
  Fieldset,
  PostForm,
  Select,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Details, Empty, PageHead, Section } from '#look/page-parts.tsx';
import { sayNotice, sayWindow } from './saying.ts';
import type { WindowTyped } from './window.form.ts';
import type { SlotCount, Window } from './window.sql.ts';

export type WindowsProps = {
  windows: readonly Window[];
  counts: ReadonlyMap<string, SlotCount>;
  zone: string;
  typed: WindowTyped;
  errors: readonly FieldError[];
};

/** A mentor's published times, and publishing more. */
export function WindowsView(props: WindowsProps) {
  const { windows, errors } = props;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        title="Your office hours"
        lede="Say when you have time. It is cut into slots, and each is booked by one candidate at most."
        back={{ label: 'Mentoring', href: '/mentoring' }}
      />
      <Section title="Published">
        {windows.length === 0 ? (
          <Empty title="Nothing is published." />
        ) : (
          <ul class="windows">
            {windows.map((window) => (
              <WindowItem window={window} count={props.counts.get(window.id)} />
            ))}
          </ul>
        )}
      </Section>
      <Section title="Publish a window">
        <WindowForm {...props} />
      </Section>
    </>
  );
}

function WindowItem({ window, count }: { window: Window; count: SlotCount | undefined }) {
  const { free, booked } = count ?? { free: 0, booked: 0 };
  return (
    <li>
      <p class="window-when">{sayWindow(window)}</p>
      <p class="meter">
        <span>{window.place}</span>
        <span>{free} free ahead</span>
        <span>{booked} booked</span>
        <span>notice to book: {sayNotice(window.bookNotice)}</span>
        <span>to cancel: {sayNotice(window.cancelNotice)}</span>
      </p>
      <ButtonForm
        action={`/mentoring/windows/${window.id}/withdraw`}
        kind="quiet"
        confirm={{
          question: 'Withdraw this window?',
          detail: 'Its free times go. What is booked stays until you cancel it.',
          yes: 'Withdraw it',
        }}
      >
        Withdraw the free times<span class="unseen"> of {sayWindow(window)}</span>
      </ButtonForm>
    </li>
  );
}

function WindowForm({ zone, typed, errors }: WindowsProps) {
  const error = (name: string) => errorFor(errors, name);
  return (
    <PostForm action="/mentoring/windows">
      <div class="field-row">
        <DateField name="firstDay" label="From" value={typed.firstDay} error={error('firstDay')} />
        <DateField
          name="lastDay"
          label="To"
          hint="Leave it out for this one day."
          optional
          value={typed.lastDay}
          error={error('lastDay')}
        />
        <Select
          name="weekday"
          label="Weekday"
          value={typed.weekday}
          options={weekdays.map((label, index) => ({ value: String(index + 1), label }))}
          error={error('weekday')}
        />
        <Select
          name="everyWeeks"
          label="How often"
          value={typed.everyWeeks}
          options={[
            { value: '1', label: 'Every week' },
            { value: '2', label: 'Every second week' },
            { value: '4', label: 'Every fourth week' },
          ]}
          error={error('everyWeeks')}
        />
      </div>
      <div class="field-row">
        <TimeOfDay
          name="starts"
          label={`Start (${sayZone(zone)})`}
          value={typed.starts}
          error={error('starts')}
        />
        <TimeOfDay name="ends" label={`End (${sayZone(zone)})`} value={typed.ends} error={error('ends')} />
        <Minutes
          name="slotMinutes"
          label="Minutes a slot"
          value={typed.slotMinutes}
          error={error('slotMinutes')}
        />
        <Minutes
          name="gapMinutes"
          label="Minutes between"
          value={typed.gapMinutes}
          error={error('gapMinutes')}
        />
      </div>
      <TextField
        name="place"
        label="Where"
        hint="A room, or “Online”."
        value={typed.place}
        error={error('place')}
      />
      <TextField
        name="link"
        label="Link to join online"
        hint="Shown to those who have booked."
        optional
        value={typed.link}
        error={error('link')}
      />
      <Details summary="Notice and days without" open={['bookHours', 'cancelHours', 'except'].some(error)}>
        <Fieldset legend="Least notice, in hours">
          <div class="field-row">
            <Minutes name="bookHours" label="To book" value={typed.bookHours} error={error('bookHours')} />
            <Minutes
              name="cancelHours"
              label="To cancel, for whoever booked"
              value={typed.cancelHours}
              error={error('cancelHours')}
            />
          </div>
        </Fieldset>
        <TextArea
          name="except"
          label="Days without"
          hint="Dates, such as 2027-03-25, each on a line."
          optional
          rows={3}
          value={typed.except}
          error={error('except')}
        />
      </Details>
      <Button kind="first">Publish this window</Button>
    </PostForm>
  );
}

type SmallField = { name: string; label: string; value: string | undefined; error: string | undefined };

function TimeOfDay(props: SmallField) {
  return <TextField {...props} size="year" hint="Such as 14:00." />;
}

function Minutes(props: SmallField) {
  return <TextField {...props} size="year" inputmode="numeric" />;
}
