import { Temporal } from 'temporal-polyfill';
import { sayDate, sayRelative } from '#calendar';
import { runName, runPath, termsOf, type Run } from '#programme';
import { ButtonLink } from '#look/field.tsx';
import { Empty, PageHead, Section, Stack } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { Tabs } from '#look/tabs.tsx';
import { Trail, type Sign } from '#look/trail.tsx';
import { now, today } from '#platform/clock.ts';
import { STAGE_WORDS, STAGES, type PersonOnDesk, type RunDesk, type Stage } from './run-desk.ts';
import { isClosed, waitingItems } from './waiting.ts';

type PeopleProps = { desk: RunDesk; stage: Stage | undefined };
/** `troubles`: how many things did not go through, of this run or another. */
type DeskProps = PeopleProps & { troubles: number };

/** One run at a glance: how many people stand at each sign, what waits for the coordinator, and everyone in it. */
export function RunDeskPage({ desk, stage, troubles }: DeskProps) {
  const { run } = desk;
  return (
    <div class="run-desk">
      <PageHead
        title={runName(run)}
        kicker={run.programme.name}
        actions={<ButtonLink href={runPath(run)}>Public page</ButtonLink>}
      />
      <Trail along label="Where people stand" signs={deskSigns(desk)} />
      <Section title="What waits for you">
        <Waiting desk={desk} troubles={troubles} />
      </Section>
      <Section title="Work on this run">
        <Tools run={run} />
      </Section>
      <Section title="Participants">
        <People desk={desk} stage={stage} />
      </Section>
    </div>
  );
}

function deskSigns({ run, workshops, counts, people, attendance }: RunDesk): Sign[] {
  const terms = termsOf(run.programme);
  const at = now();
  const here = (past: boolean): Sign['place'] => (past ? 'past' : 'ahead');
  const standing = (stage: Stage): number => people.filter((one) => one.stage === stage).length;
  const live = workshops.filter((workshop) => !workshop.cancelledAt);
  const signs: Sign[] = [
    {
      title: 'Applied',
      href: `/desk/${run.id}/decisions`,
      lines: [`by ${sayDate(dayOf(run.deadline.at, run), { year: false, ...(terms ? { terms } : {}) })}`],
      place: here(isClosed(run)),
      count: { number: counts.asked, label: 'applied' },
    },
    {
      title: 'Places',
      href: `/desk/${run.id}/places`,
      lines: [`letters from ${sayDate(Temporal.PlainDate.from(run.notifyWeekOf), { year: false })}`],
      place: here(people.length > 0),
      count: { number: counts['place-accepted'], label: `of ${run.capacity} taken` },
    },
    ...live.map((workshop): Sign => {
      const marks = attendance.get(workshop.id);
      const over = Temporal.Instant.compare(workshop.endsAt, at) <= 0;
      return {
        title: `Workshop ${workshop.number}`,
        href: `/desk/${run.id}/workshops/${workshop.id}/attendance`,
        lines: [sayDate(dayOf(workshop.startsAt, run), { year: false, ...(terms ? { terms } : {}) })],
        place: here(over),
        ...(over && marks
          ? { count: { number: marks.present + marks.part + marks['caught-up'], label: 'came' } }
          : {}),
      };
    }),
    ...STAGES.filter((one) => one !== 'in-workshops' && one !== 'pathway-chosen').map((one): Sign => ({
      title: STAGE_WORDS[one],
      href: `/desk/${run.id}?stage=${one}`,
      lines: [],
      place: here(standing(one) > 0),
      count: { number: standing(one), label: standing(one) === 1 ? 'person' : 'people' },
    })),
  ];
  const next = signs.findIndex((sign) => sign.place === 'ahead');
  return signs.map((sign, index) => (index === next ? { ...sign, place: 'here' } : sign));
}

function dayOf(instant: Temporal.Instant, { zone }: Run): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate();
}

function Waiting({ desk, troubles }: Omit<DeskProps, 'stage'>) {
  const items = waitingItems({ ...desk, troubles });
  if (items.length === 0) return <p>Nothing. {closingLine(desk.run)}</p>;
  return (
    <ul class="desk-list waiting">
      {items.map(({ href, words }) => (
        <li>
          <a href={href}>{words}</a>
        </li>
      ))}
    </ul>
  );
}

function closingLine(run: Run): string {
  if (isClosed(run)) return 'Applications are closed and everyone has heard.';
  return `Applications close ${sayRelative(now(), run.deadline.at, run.zone)}.`;
}

const TOOLS = [
  [
    'Choosing',
    [
      ['Read applications', 'selecting'],
      ['Applications and decisions', 'decisions'],
      ['What selectors judge by', 'criteria'],
      ['Places and replies', 'places'],
      ['Applicants, and acting for them', 'applicants'],
      ['Requests for a change', 'change-requests'],
      ['Access codes', 'access-codes'],
    ],
  ],
  [
    'Taking part',
    [
      ['Workshops and attendance', 'workshops'],
      ['Pathways and registrations', 'registrations'],
      ['Questions', 'enquiries'],
      ['Letters', 'letters'],
      ['What letters say', 'letter-texts'],
    ],
  ],
  [
    'Setting up',
    [
      ['Dates and places', 'dates'],
      ['Workshops: dates and rooms', 'workshops-plan'],
      ['The application form', 'form'],
      ['Text of the public page', 'text'],
      ['Accessibility and privacy statements', 'statements'],
      ['Copy to a new run', 'copy'],
    ],
  ],
] as const;

/** Where to work, by the part of a run that it belongs to. */
function Tools({ run }: { run: Run }) {
  return (
    <div class="desk-tools">
      {TOOLS.map(([part, tools]) => (
        <div>
          <h3>{part}</h3>
          <ul class="desk-list">
            {tools.map(([label, path]) => (
              <li>
                <a href={path === 'selecting' ? `/selecting/${run.id}` : `/desk/${run.id}/${path}`}>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function People({ desk, stage }: PeopleProps) {
  const base = `/desk/${desk.run.id}`;
  const rows = desk.people.filter((person) => stage === undefined || person.stage === stage);
  const tabs = [
    { label: 'Everyone', href: base, current: stage === undefined, count: desk.people.length },
    ...STAGES.map((one) => ({
      label: STAGE_WORDS[one],
      href: `${base}?stage=${one}`,
      current: stage === one,
      count: desk.people.filter((person) => person.stage === one).length,
    })).filter((tab) => tab.count > 0),
  ];
  return (
    <Stack>
      <Tabs label="Participants by stage" tabs={tabs} />
      <DataTable
        caption="Participants"
        hideCaption
        rows={rows}
        empty={
          <Empty title="No participants yet">Whoever accepts a place appears here with their stage.</Empty>
        }
        columns={[
          { key: 'name', label: 'Name', rowHeader: true, cell: (person) => person.name },
          { key: 'stage', label: 'Stage', narrow: 'beside', cell: (person) => <StageTag person={person} /> },
          { key: 'pathway', label: 'Pathway', cell: (person) => person.pathway ?? '' },
          {
            key: 'until',
            label: 'Registered until',
            cell: (person) => sayUntil(person, desk.run),
          },
          { key: 'submission', label: 'Submission', cell: (person) => person.submissionNumber ?? '' },
        ]}
      />
    </Stack>
  );
}

function sayUntil({ registeredUntil, stage }: PersonOnDesk, run: Run): string {
  if (!registeredUntil) return '';
  const ended = Temporal.PlainDate.compare(registeredUntil, today(run.zone)) < 0;
  return `${sayDate(registeredUntil)}${ended && stage === 'registered' ? ' (ended)' : ''}`;
}

function StageTag({ person }: { person: PersonOnDesk }) {
  const done = person.stage === 'holder';
  return <StateTag kind={done ? 'done' : 'now'}>{STAGE_WORDS[person.stage]}</StateTag>;
}
