import { sayInstant } from '#calendar';
import { ButtonLink, ButtonForm, Actions } from '#look/field.tsx';
import { Empty, PageHead, Section, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable, type Column } from '#look/table.tsx';
import { runName, type Run, type Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import { ATTENDANCE_STATES, ATTENDANCE_WORDS, marksAreOpen } from './attendance.ts';
import type { Counts } from './attendance.sql.ts';
import type { Preparation } from './preparation.ts';
import { sayWhen } from './saying.ts';

export type DeskProps = {
  run: Run;
  workshops: readonly Workshop[];
  counts: ReadonlyMap<string, Counts>;
  preparation: readonly Preparation[];
  ticks: ReadonlyMap<string, number>;
  participants: number;
  coordinates: boolean;
};

/** A run's workshops for those who hold them: who came, what is to be prepared and how far people are. */
export function DeskWorkshopsView(props: DeskProps) {
  const { run, workshops, participants, coordinates } = props;
  return (
    <>
      <PageHead
        title="Workshops and attendance"
        kicker={runName(run)}
        back={coordinates ? { label: 'The run’s desk', href: `/desk/${run.id}` } : undefined}
        meter={
          <>
            <span>{participants === 1 ? '1 participant' : `${participants} participants`}</span>
            {coordinates && <a href={`/desk/${run.id}/workshops-plan`}>Change dates, places and joining</a>}
          </>
        }
      />
      {workshops.length === 0 && (
        <Empty title="This run has no workshops yet.">
          <p>Once they are planned, each stands here with its register and what to prepare.</p>
        </Empty>
      )}
      <div class="desk-workshops">
        {workshops.map((workshop) => (
          <DeskWorkshop {...props} workshop={workshop} />
        ))}
      </div>
    </>
  );
}

function DeskWorkshop(props: DeskProps & { workshop: Workshop }) {
  const { run, workshop, counts, coordinates } = props;
  const path = `/desk/${run.id}/workshops/${workshop.id}`;
  const opens = marksAreOpen(workshop, now());
  return (
    <Section
      id={`workshop-${workshop.id}`}
      title={`${workshop.number}. ${workshop.title}`}
      hint={
        <p class="meter">
          <Time iso={workshop.startsAt.toString()}>{sayWhen(run, workshop)}</Time>
          <span>{workshop.place}</span>
          {workshop.cancelledAt && <StateTag kind="stop">Cancelled</StateTag>}
        </p>
      }
    >
      <CountsLine counts={counts.get(workshop.id)} />
      {coordinates && <PreparationTable {...props} path={path} />}
      {!workshop.cancelledAt && (
        <Actions>
          <ButtonLink href={`${path}/attendance`}>{opens ? 'Attendance' : 'Register'}</ButtonLink>
          {coordinates && <ButtonLink href={`${path}/preparation/new`}>Add something to prepare</ButtonLink>}
          {coordinates && <ButtonLink href={`${path}/materials`}>Materials</ButtonLink>}
        </Actions>
      )}
    </Section>
  );
}

/** How many are in each state; states that nobody is in are left out. */
export function CountsLine({ counts }: { counts: Counts | undefined }) {
  if (!counts) return null;
  const shown = ATTENDANCE_STATES.filter((state) => counts[state] > 0);
  if (shown.length === 0) return null;
  return (
    <p class="meter">
      {shown.map((state) => (
        <StateTag kind={ATTENDANCE_WORDS[state].kind}>
          {counts[state]} {ATTENDANCE_WORDS[state].words.toLowerCase()}
        </StateTag>
      ))}
    </p>
  );
}

function PreparationTable({
  run,
  workshop,
  preparation,
  ticks,
  participants,
  path,
}: DeskProps & { workshop: Workshop; path: string }) {
  const items = preparation.filter(({ workshopId }) => workshopId === workshop.id);
  const columns: Column<Preparation>[] = [
    {
      key: 'what',
      label: 'To prepare',
      cell: (item) => (item.link ? <a href={item.link}>{item.what}</a> : item.what),
    },
    { key: 'minutes', label: 'Minutes', numeric: true, cell: ({ minutes }) => minutes },
    { key: 'due', label: 'By', cell: (item) => sayInstant(item.dueAt, run.zone, { year: false }) },
    {
      key: 'done',
      label: 'Done by',
      numeric: true,
      cell: (item) => `${ticks.get(item.id) ?? 0} of ${participants}`,
    },
    {
      key: 'change',
      label: 'Change',
      cell: (item) => (
        <span class="row-acts">
          <a href={`${path}/preparation/${item.id}`}>
            Edit<span class="unseen">: {item.what}</span>
          </a>
          <ButtonForm
            action={`${path}/preparation/${item.id}/remove`}
            kind="quiet"
            confirm={{
              question: 'Take this off the list?',
              detail: `“${item.what}” goes for everybody, ticked or not.`,
              yes: 'Take it off',
            }}
          >
            Remove<span class="unseen">: {item.what}</span>
          </ButtonForm>
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={`To prepare for workshop ${workshop.number}`}
      hideCaption
      columns={columns}
      rows={items}
      rowKey={({ id }) => id}
      empty={<p class="hint">Nothing to prepare.</p>}
    />
  );
}
