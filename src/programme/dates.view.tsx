import type { ComponentChildren } from 'preact';
import { sayInstant, saySpan } from '#calendar';
import {
  Actions,
  Button,
  ButtonForm,
  DateField,
  ErrorSummary,
  errorFor,
  Fieldset,
  Hidden,
  PostForm,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Inset, Section } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import { planStamp } from './change-run.ts';
import { DeskFrame } from './desk-frame.tsx';
import type { Run, Workshop } from './programme.ts';
import { WallField } from './wall-field.tsx';
import { sayNotifyWeek, termsOf } from './way.ts';

type Typed = Readonly<Record<string, string>>;

/** A run's dates as they are, what was typed, and what is wrong with it. */
export type DatesPage = {
  run: Run;
  workshops: readonly Workshop[];
  typed: Typed;
  errors: readonly FieldError[];
  conflict?: boolean;
};

/** A run's dates and facts as a form, with the copied dates that wait to be confirmed. */
export function DatesView({ run, workshops, typed, errors, conflict }: DatesPage) {
  return (
    <DeskFrame
      run={run}
      tab="dates"
      title="Dates and places"
      lede="The public page computes everything else from these: whether it is open, weekdays, weeks of term."
    >
      <ErrorSummary errors={errors} />
      {conflict && <DatesConflict run={run} />}
      {run.unconfirmed.length > 0 && <ToConfirm run={run} workshops={workshops} />}
      <DatesForm run={run} typed={typed} errors={errors} conflict={conflict ?? false} />
    </DeskFrame>
  );
}

function DatesConflict({ run }: { run: Run }) {
  return (
    <Inset kind="attention">
      <p>
        <strong>Somebody changed this run while you were writing.</strong> What you typed is still in the form
        and nothing of it is saved. Now stored: opening {sayInstant(run.opensAt, run.zone, { edge: 'opens' })}
        , deadline {sayInstant(run.deadline.at, run.zone)}, {sayNotifyWeek(run).toLowerCase()}, {run.capacity}{' '}
        places. Save again to put yours in their place.
      </p>
    </Inset>
  );
}

function ToConfirm({ run, workshops }: { run: Run; workshops: readonly Workshop[] }) {
  const seen = planStamp(run, workshops);
  const action = `/desk/${run.id}/dates/confirm`;
  const rows = run.unconfirmed.map((what) => ({ what, ...describeDate(run, workshops, what) }));
  return (
    <Section
      title="To confirm"
      hint="These dates were moved on from an older run: the same weekday in the same week of term. Confirm each, or change it below."
    >
      <DataTable
        caption="Dates that wait to be confirmed"
        hideCaption
        rows={rows}
        rowKey={({ what }) => what}
        columns={[
          { key: 'name', label: 'Date', cell: ({ name }) => name },
          { key: 'when', label: 'As it stands', cell: ({ when }) => when, narrow: 'plain' },
          {
            key: 'act',
            label: 'Decide',
            narrow: 'beside',
            cell: ({ what, name }) => (
              <ButtonForm action={action} values={{ what, seen }}>
                Confirm <span class="unseen">{name}</span>
              </ButtonForm>
            ),
          },
        ]}
      />
      <ButtonForm action={action} values={{ what: 'all', seen }}>
        Confirm all {rows.length} as they stand
      </ButtonForm>
    </Section>
  );
}

function describeDate(
  run: Run,
  workshops: readonly Workshop[],
  what: string,
): { name: string; when: ComponentChildren } {
  const terms = termsOf(run.programme);
  if (what === 'opens') {
    return { name: 'Opening', when: sayInstant(run.opensAt, run.zone, { terms, edge: 'opens' }) };
  }
  if (what === 'deadline')
    return { name: 'Deadline', when: sayInstant(run.deadline.at, run.zone, { terms }) };
  if (what === 'notify-week') return { name: 'Letters', when: sayNotifyWeek(run) };
  if (what === 'form-days')
    return { name: 'Days that the form names', when: <a href={`/desk/${run.id}/form`}>Look at the form</a> };
  const workshop = workshops.find(({ number, cancelledAt }) => !cancelledAt && what === `workshop-${number}`);
  if (!workshop) return { name: what, when: '' };
  const { number, startsAt, endsAt } = workshop;
  return { name: `Workshop ${number}`, when: saySpan(startsAt, endsAt, run.zone, { terms }) };
}

type FormProps = { run: Run; typed: Typed; errors: readonly FieldError[]; conflict: boolean };

function DatesForm({ run, typed, errors, conflict }: FormProps) {
  const field = (name: string, label: string, hint?: string) => ({
    name,
    label,
    hint,
    value: typed[name],
    error: errorFor(errors, name),
  });
  const wall = { zone: run.zone, typed, errors };
  return (
    <PostForm action={`/desk/${run.id}/dates`}>
      <Hidden name="version" value={typed.version ?? run.version} />
      <Fieldset legend="Applications">
        <WallField name="opens" label="Applications open" {...wall} />
        <WallField
          name="deadline"
          label="Deadline for applications"
          hint="From this moment the page says closed."
          {...wall}
        />
        <TextField
          {...field(
            'graceMinutes',
            'Extra minutes',
            'Applications that arrive within these minutes after the deadline are still taken. No page says so.',
          )}
          size="year"
          inputmode="numeric"
        />
        <DateField {...field('notifyWeek', 'Letters go out in the week of', 'The Monday of that week.')} />
      </Fieldset>
      <Fieldset legend="Places">
        <TextField {...field('capacity', 'Number of places')} size="year" inputmode="numeric" />
        <TextField
          {...field(
            'replyWithinHours',
            'Hours to reply to an offer',
            'After that the place can go to the next on the reserve list.',
          )}
          size="year"
          inputmode="numeric"
        />
      </Fieldset>
      <Fieldset legend="Office hours">
        <TextField
          {...field(
            'officeHoursAhead',
            'Booked ahead by one person, at most',
            'So that nobody keeps the others from the mentors.',
          )}
          size="year"
          inputmode="numeric"
        />
      </Fieldset>
      <Fieldset legend="This run">
        <TextField {...field('name', 'Name', 'As lists show it, such as “2027 programme”.')} size="half" />
        <TextField
          {...field('courseSite', 'Course site', 'Shown to those with a place.')}
          type="url"
          optional
        />
        <TextArea {...field('courseSiteNote', 'Note on the course site')} rows={2} optional />
      </Fieldset>
      <Actions>
        <Button kind="first">{conflict ? 'Save mine in place of theirs' : 'Save the dates'}</Button>
      </Actions>
    </PostForm>
  );
}
