import type { ComponentChildren, HTMLAttributes } from 'preact';
import type { Temporal } from 'temporal-polyfill';
import { calendarLinks, sayInstant, saySpan } from '#calendar';
import { Details, Prose, Section, Stack, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { settings } from '#platform/config.ts';
import { workshopCalendarEvents } from './calendar-events.ts';
import { runPath, type Run, type Workshop } from './programme.ts';
import { prose } from './prose.ts';
import { held, sayNotifyWeek, termsOf } from './way.ts';

declare module 'preact' {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace JSX {
    interface IntrinsicElements {
      'way-local-time': HTMLAttributes & { from: string; to?: string | undefined; zone: string };
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
}: {
  from: Temporal.Instant;
  to?: Temporal.Instant;
  zone: string;
}) {
  return <way-local-time from={from.toString()} to={to?.toString()} zone={zone} />;
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

type CalendarProps = { run: Run; workshops: readonly Workshop[] };

/** The ways to have a run's dates in one's own calendar: a feed, a file, or one event at a time. */
export function Calendar({ run, workshops }: CalendarProps) {
  const feed = `${settings().url}${runPath(run)}/calendar.ics`;
  return (
    <div class="no-print">
      <Section title="Add to a calendar" id="calendar">
        <Stack tight>
          <p>
            <a href={feed.replace(/^https?:/, 'webcal:')}>Subscribe</a>, and a moved workshop moves in your
            calendar.
          </p>
          <p>
            <a href={`${runPath(run)}/calendar.ics`} download>
              Download the dates
            </a>{' '}
            once, as they are now.
          </p>
          <Details summary="One workshop at a time">
            <ul class="calendar-links">
              {held(workshops).map((workshop) => (
                <WorkshopLinks run={run} workshop={workshop} />
              ))}
            </ul>
          </Details>
        </Stack>
      </Section>
    </div>
  );
}

function WorkshopLinks({ run, workshop }: { run: Run; workshop: Workshop }) {
  const [event] = workshopCalendarEvents(run, [workshop]);
  if (!event) return null;
  const { google, outlook } = calendarLinks(event);
  const name = `Workshop ${workshop.number}`;
  return (
    <li>
      {name}:{' '}
      <a href={google} rel="noopener" aria-label={`${name} in Google Calendar`}>
        Google
      </a>
      {' · '}
      <a href={outlook} rel="noopener" aria-label={`${name} in Outlook`}>
        Outlook
      </a>
    </li>
  );
}
