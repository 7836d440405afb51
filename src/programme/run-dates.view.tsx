import type { ComponentChildren, HTMLAttributes } from 'preact';
import type { Temporal } from 'temporal-polyfill';
import { sayInstant, saySpan } from '#calendar';
import { Prose, Section, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import type { Run, Workshop } from './programme.ts';
import { prose } from './prose.ts';
import { sayNotifyWeek, termsOf } from './way.ts';

declare module 'preact' {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'way-local-time': HTMLAttributes & {
        from: string;
        to?: string | undefined;
        zone: string;
        edge?: 'opens' | undefined;
      };
    }
  }
}

/**
 * The same time by the reader's own clock, said beside the one in the event's zone: a small element that stays empty
 * where both clocks agree, and where no script runs.
 */
export function LocalTime({
  from,
  to,
  zone,
  edge,
}: {
  from: Temporal.Instant;
  to?: Temporal.Instant;
  zone: string;
  /** Something opens then, rather than closing. */
  edge?: 'opens';
}) {
  return <way-local-time from={from.toString()} to={to?.toString()} zone={zone} edge={edge} />;
}

type DateRow = { what: ComponentChildren; when: ComponentChildren; where?: ComponentChildren; key: string };

type DatesProps = { run: Run; workshops: readonly Workshop[]; officeHours: string | undefined };

/** Every date of a run in one table: opening, deadline, letters, workshops, each with its term week. */
export function Dates({ run, workshops, officeHours: hours }: DatesProps) {
  return (
    <Section title="Dates" id="dates">
      <DataTable
        caption="Dates of this run"
        hideCaption
        rowKey={({ key }) => key}
        rows={[...runDates(run), ...workshops.map((workshop) => workshopDate(run, workshop))]}
        columns={[
          { key: 'what', label: 'What', cell: ({ what }) => what },
          { key: 'when', label: 'When', cell: ({ when }) => when, narrow: 'plain' },
          { key: 'where', label: 'Where', cell: ({ where }) => where ?? '', narrow: 'plain' },
        ]}
      />
      {hours && <Prose>{prose(hours)}</Prose>}
    </Section>
  );
}

function runDates(run: Run): DateRow[] {
  const terms = termsOf(run.programme);
  const wait = (date: string) => run.unconfirmed.includes(date) && <ToBeConfirmed />;
  return [
    {
      key: 'opens',
      what: 'Applications open',
      when: (
        <>
          <Time iso={run.opensAt.toString()}>
            {sayInstant(run.opensAt, run.zone, { terms, edge: 'opens' })}
          </Time>
          <LocalTime from={run.opensAt} zone={run.zone} edge="opens" />
          {wait('opens')}
        </>
      ),
    },
    {
      key: 'deadline',
      what: 'Deadline for applications',
      when: (
        <>
          <Time iso={run.deadline.at.toString()}>{sayInstant(run.deadline.at, run.zone, { terms })}</Time>
          <LocalTime from={run.deadline.at} zone={run.zone} />
          {wait('deadline')}
        </>
      ),
    },
    {
      key: 'letters',
      what: 'Letters about places',
      when: (
        <>
          {sayNotifyWeek(run)}
          {wait('notify-week')}
        </>
      ),
    },
  ];
}

function workshopDate(run: Run, workshop: Workshop): DateRow {
  const { startsAt, endsAt, cancelledAt } = workshop;
  const when = saySpan(startsAt, endsAt, run.zone, { terms: termsOf(run.programme) });
  return {
    key: `workshop-${workshop.number}${cancelledAt ? `-${workshop.id}` : ''}`,
    what: (
      <>
        Workshop {workshop.number}: {workshop.title}
      </>
    ),
    when: cancelledAt ? (
      <>
        <StateTag kind="stop">Cancelled</StateTag> <s>{when}</s>
      </>
    ) : (
      <>
        <Time iso={startsAt.toString()}>{when}</Time>
        <LocalTime from={startsAt} to={endsAt} zone={run.zone} />
        {workshop.unconfirmed && <ToBeConfirmed />}
      </>
    ),
    where: cancelledAt ? '' : workshop.place,
  };
}

function ToBeConfirmed() {
  return (
    <>
      {' '}
      <StateTag kind="waiting">to be confirmed</StateTag>
    </>
  );
}
