import { sayDuration, sayRelative } from '#calendar';
import { Button, ButtonForm, PostForm } from '#look/field.tsx';
import { CopyText } from '#look/copy.tsx';
import { Next } from '#look/next.tsx';
import { Details, Empty, HomeDesk, PageHead, Section, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { Trail, type Sign } from '#look/trail.tsx';
import { runName, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { AgendaItem } from './agenda.ts';
import { ATTENDANCE_WORDS } from './attendance.ts';
import { minutesOpen } from './preparation.ts';
import { PreparationList } from './preparation-list.view.tsx';
import { sayWhen, sayWorkshop } from './saying.ts';

export type Series = { readonly run: Run; readonly items: readonly AgendaItem[] };

/** Somebody's workshops: what comes next and what to prepare, the series beside it, and their calendar. */
export function WorkshopsView({
  series,
  calendar,
}: {
  series: readonly Series[];
  calendar: string | undefined;
}) {
  const [current, ...earlier] = series;
  if (!current) return <NoSeries />;
  const next = current.items.find((item) => isAhead(item));
  return (
    <HomeDesk
      next={
        <>
          <PageHead title="Your workshops" kicker={runName(current.run)} />
          {next ? <NextWorkshop item={next} /> : <AllOver run={current.run} />}
        </>
      }
      trail={<SeriesTrail items={current.items} next={next} label="Your series of workshops" />}
    >
      {next && next.preparation.length > 0 && <ToPrepare item={next} />}
      <CourseSite run={current.run} />
      {earlier.map(({ run, items }) => (
        <Section title={runName(run)}>
          <SeriesTrail items={items} next={undefined} label={`Workshops of ${run.slug}`} />
        </Section>
      ))}
      <OwnCalendar address={calendar} />
    </HomeDesk>
  );
}

function NoSeries() {
  return (
    <>
      <PageHead title="Your workshops" />
      <Empty title="You have no seat in a series of workshops yet.">
        <p>
          When you are offered a place on a programme and accept it, its workshops stand here with their
          dates, places and what to prepare. <a href="/programmes">See the programmes</a>
        </p>
      </Empty>
    </>
  );
}

function isAhead({ workshop }: AgendaItem): boolean {
  return !workshop.cancelledAt && workshop.endsAt.epochMilliseconds > now().epochMilliseconds;
}

function NextWorkshop({ item }: { item: AgendaItem }) {
  const { run, workshop, attendance } = item;
  const open = minutesOpen(item.preparation);
  const excused = attendance?.state === 'apologies';
  return (
    <Next
      kicker={`Your next workshop · ${sayRelative(now(), workshop.startsAt, run.zone)}`}
      title={sayWorkshop(workshop)}
      why={
        <>
          <Time iso={workshop.startsAt.toString()}>{sayWhen(run, workshop)}</Time>. {workshop.place}.
          {open > 0 && ` There are ${sayDuration(open)} of preparation left to do.`}
          {excused && ' You have sent your apologies.'}
        </>
      }
      action={{ label: 'Joining and preparation', href: `/workshops/${workshop.id}` }}
    />
  );
}

function AllOver({ run }: { run: Run }) {
  return (
    <p class="lede">
      All workshops of {run.slug} are over. What was said in them stays here, and you carry on with{' '}
      <a href="/portfolio">your portfolio</a> and <a href="/office-hours">office hours</a>.
    </p>
  );
}

function ToPrepare({ item }: { item: AgendaItem }) {
  const open = minutesOpen(item.preparation);
  return (
    <Section
      title={`To prepare for workshop ${item.workshop.number}`}
      hint={open > 0 ? `${sayDuration(open)} left` : 'All done.'}
    >
      <PreparationList run={item.run} items={item.preparation} label="Preparation" />
    </Section>
  );
}

type TrailProps = { items: readonly AgendaItem[]; next: AgendaItem | undefined; label: string };

/** The series as a trail: what was, what is next, what comes. */
export function SeriesTrail({ items, next, label }: TrailProps) {
  return <Trail label={label} signs={items.map((item) => signOf(item, next))} />;
}

function signOf(item: AgendaItem, next: AgendaItem | undefined): Sign {
  const { run, workshop } = item;
  const lines = [
    <Time iso={workshop.startsAt.toString()}>{sayWhen(run, workshop)}</Time>,
    workshop.cancelledAt ? <StateTag kind="stop">Cancelled</StateTag> : workshop.place,
    ...standingOf(item),
  ];
  return {
    title: `${workshop.number}. ${workshop.title}`,
    href: `/workshops/${workshop.id}`,
    lines,
    place: item === next ? 'here' : isAhead(item) ? 'ahead' : 'past',
  };
}

function standingOf(item: AgendaItem) {
  const { attendance, workshop, preparation } = item;
  if (workshop.cancelledAt) return [];
  if (attendance && attendance.state !== 'expected') {
    const { kind, words } = ATTENDANCE_WORDS[attendance.state];
    return [<StateTag kind={kind}>{words}</StateTag>];
  }
  const open = preparation.filter(({ tickedAt }) => !tickedAt).length;
  if (!isAhead(item) || open === 0) return [];
  return [`${open} to prepare, ${sayDuration(minutesOpen(preparation))}`];
}

/** The course site is for those with a seat only. */
export function CourseSite({ run }: { run: Run }) {
  if (!run.courseSite) return null;
  return (
    <Section title="Course site">
      <p>
        Slides, examples and discussion: <a href={run.courseSite}>{new URL(run.courseSite).host}</a>.{' '}
        {run.courseSiteNote}
      </p>
    </Section>
  );
}

function OwnCalendar({ address }: { address: string | undefined }) {
  return (
    <Section
      title="In your own calendar"
      hint="An address that your calendar program reads by itself, so that a workshop that moves also moves there."
    >
      {address ? (
        <>
          <CopyText label="The address of your calendar" value={address} />
          <p class="hint">
            Whoever has this address can see your workshops and join them, so keep it to yourself.
          </p>
          <Details summary="End this address">
            <ButtonForm action="/workshops/calendar/end" kind="danger">
              End this address
            </ButtonForm>
          </Details>
        </>
      ) : (
        <PostForm action="/workshops/calendar" enhance>
          <Button>Make an address for my calendar</Button>
        </PostForm>
      )}
    </Section>
  );
}
