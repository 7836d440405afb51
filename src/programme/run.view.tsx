import type { ComponentChildren } from 'preact';
import { calendarLinks, sayDuration, sayInstant, sayRelative, saySpan } from '#calendar';
import { Facts, type Fact } from '#look/facts.tsx';
import { Actions, Button, ButtonLink, PostForm } from '#look/field.tsx';
import { Details, Inset, Meter, PageHead, Prose, Section, Split, Stack, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { Trail } from '#look/trail.tsx';
import type { Edition } from '#framework';
import type { Organisation } from '#people';
import { now } from '#platform/clock.ts';
import { settings } from '#platform/config.ts';
import { workshopCalendarEvents } from './calendar-events.ts';
import { LocalTime } from './local-time.tsx';
import { Pathways } from './pathways.view.tsx';
import { runPath, type Run, type Workshop } from './programme.ts';
import { prose } from './prose.ts';
import type { OpenRun } from './run.sql.ts';
import type { Texts } from './section-text.sql.ts';
import { runningSections } from './sections.ts';
import { runStanding, waitsForDates } from './standing.ts';
import {
  held,
  minutesInAll,
  sayNotifyWeek,
  sayRegistration,
  sayTerms,
  stateOf,
  termsOf,
  trailOf,
} from './way.ts';

export type RunPage = {
  readonly run: Run;
  readonly openRun: OpenRun | undefined;
  readonly workshops: readonly Workshop[];
  readonly texts: Texts;
  readonly edition: Edition | undefined;
  readonly body: Organisation | undefined;
  /** The viewer coordinates this run: dates that wait are shown as such, with the way to settle them. */
  readonly coordinates: boolean;
};

/** What a run's tab and links call it: "CMALT Programme, 2024 programme". */
export function runTitle(run: Run): string {
  return run.name.startsWith(run.programme.name) ? run.name : `${run.programme.name}, ${run.name}`;
}

/** The public page of one run. Everything about dates is computed at this moment. */
export function RunView(page: RunPage) {
  const { run, workshops, texts, edition } = page;
  return (
    <div class="programme-sheet">
      <RunHead {...page} />
      {page.coordinates && run.unconfirmed.length > 0 && <DatesWait run={run} />}
      <Section title="The way through" id="way">
        <Trail
          along
          label="The way through"
          signs={trailOf(run, workshops, now(), { within: sayRegistration(edition) })}
        />
      </Section>
      <Split asideLabel="At a glance" aside={<Aside {...page} />}>
        <Dates {...page} />
        {edition && <Pathways edition={edition} zone={run.zone} />}
      </Split>
      <div class="programme-texts">
        {runningSections(run.programme.shortName).map(({ id, heading }) => (
          <PublicText id={id} heading={heading} words={texts.get(id)} />
        ))}
      </div>
    </div>
  );
}

/** A section of the page with its words; nothing where nobody wrote any. */
export function PublicText({
  id,
  heading,
  words,
}: {
  id: string;
  heading: string;
  words: string | undefined;
}) {
  if (!words) return null;
  return (
    <Section title={heading} id={id}>
      <Prose>{prose(words)}</Prose>
    </Section>
  );
}

function RunHead({ run, openRun, workshops, texts }: RunPage) {
  const terms = sayTerms(run, workshops);
  const name = run.name.startsWith(run.programme.name) ? run.slug : run.name;
  return (
    <Stack>
      <PageHead
        kicker={[name, terms].filter(Boolean).join(' · ')}
        title={run.programme.name}
        lede={texts.get('strapline')}
      />
      <Meter>
        {stateOf(run, workshops, now()).map(({ kind, words }) => (
          <StateTag kind={kind}>{words}</StateTag>
        ))}
        <DeadlineAside run={run} />
      </Meter>
      {texts.get('intro') && <Prose>{prose(texts.get('intro') ?? '')}</Prose>}
      <ApplyOrWait run={run} openRun={openRun} withoutSso={texts.get('without-sso')} />
    </Stack>
  );
}

function DeadlineAside({ run }: { run: Run }) {
  if (runStanding(run, now()) !== 'open') return null;
  return (
    <span>
      {sayRelative(now(), run.deadline.at, run.zone)}
      <LocalTime from={run.deadline.at} zone={run.zone} />
    </span>
  );
}

type Applying = { run: Run; openRun: OpenRun | undefined; withoutSso: string | undefined };

function ApplyOrWait({ run, openRun, withoutSso }: Applying) {
  const standing = runStanding(run, now());
  if (standing === 'open') {
    return (
      <div class="apply">
        <PostForm action={`${runPath(run)}/apply`}>
          <Actions>
            <Button kind="first">Apply for a place</Button>
            <CalendarButton run={run} />
          </Actions>
        </PostForm>
        <WithoutSso run={run} words={withoutSso} />
      </div>
    );
  }
  const other = openRun && openRun.slug !== run.slug ? openRun : undefined;
  return (
    <Actions>
      {other && (
        <ButtonLink kind="first" href={runPath({ slug: other.slug, programme: run.programme })}>
          Apply for the {other.name}
        </ButtonLink>
      )}
      <CalendarButton run={run} />
    </Actions>
  );
}

function CalendarButton({ run }: { run: Run }) {
  return waitsForDates(run) ? null : <ButtonLink href="#calendar">Add the dates to a calendar</ButtonLink>;
}

function WithoutSso({ run, words }: { run: Run; words: string | undefined }) {
  return (
    <div class="without-sso hint">
      <h2 class="sign-title">No single sign-on account?</h2>
      {words ? (
        prose(words)
      ) : (
        <p>
          Apply all the same: begin the form, give any e-mail address of yours, and we send a link to it. If
          that does not work for you, write to{' '}
          <a href={`mailto:${run.contactAddress}`}>{run.contactAddress}</a>.
        </p>
      )}
    </div>
  );
}

function DatesWait({ run }: { run: Run }) {
  return (
    <Inset kind="attention">
      <p>
        <strong>Only coordinators see this.</strong>{' '}
        {waitsForDates(run)
          ? 'This run is hidden from everyone else, and nobody can apply, until its opening and deadline are confirmed.'
          : 'Some dates were copied from an older run and are shown as “to be confirmed”.'}{' '}
        <a href={`/desk/${run.id}/dates`}>Confirm the dates</a>
      </p>
    </Inset>
  );
}

type DateRow = { what: ComponentChildren; when: ComponentChildren; where?: ComponentChildren; key: string };

function Dates({ run, workshops, texts }: RunPage) {
  const hours = texts.get('office-hours');
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

function Aside(page: RunPage) {
  return (
    <>
      <Section title="At a glance">
        <Facts facts={glance(page)} />
      </Section>
      {!waitsForDates(page.run) && <Calendar {...page} />}
      <p class="no-print">
        <a href={`/enquiries/new?run=${page.run.id}`}>Ask the programme team a question</a>
      </p>
    </>
  );
}

function glance({ run, workshops, edition, body }: RunPage): (Fact | undefined)[] {
  const count = held(workshops).length;
  const places = [...new Set(held(workshops).map(({ place }) => place))];
  return [
    count > 0
      ? { label: 'Workshops', value: `${count}, ${sayDuration(minutesInAll(workshops))} in all` }
      : undefined,
    { label: 'Places', value: String(run.capacity) },
    places.length > 0 ? { label: 'Where', value: places.join('; ') } : undefined,
    edition && { label: 'Pathways', value: edition.pathways.map(({ title }) => title).join(', ') },
    body && { label: 'Accredited by', value: body.name },
    {
      label: 'Questions',
      value: <a href={`mailto:${run.contactAddress}`}>{run.contactAddress}</a>,
    },
  ];
}

function Calendar({ run, workshops }: RunPage) {
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
