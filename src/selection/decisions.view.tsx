import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import { refusalToDecide, STATE_WORDS, type RunCounts } from '#application';
import { runStanding, runName, type Run } from '#programme';
import { Facts } from '#look/facts.tsx';
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  errorFor,
  PostForm,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Empty, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { ChooseBar, DataTable, type Column } from '#look/table.tsx';
import { count, OUTCOME_WORDS } from './words.ts';
import type { Outcome } from './decision.ts';
import { rankField } from './reading.form.ts';
import { departmentOf, roleOf, type Row } from './selecting.ts';

export type DecisionsViewProps = {
  run: Run;
  rows: readonly Row[];
  hidden: number;
  counts: RunCounts;
  taken: number;
  errors: readonly FieldError[];
  typed: Readonly<Record<string, string>>;
  now: Temporal.Instant;
};

/** The coordinator's page of decisions: marks that nobody sees yet, the places they would take, and the way to announce them. */
export function DecisionsView(props: DecisionsViewProps) {
  const { run, rows, hidden, errors } = props;
  const marked = markedRows(rows);
  return (
    <>
      <ErrorSummary errors={errors.map(({ field, message }) => (field ? { field, message } : { message }))} />
      <PageHead
        back={{ href: `/desk/${run.id}`, label: runName(run) }}
        title="Decisions"
        lede="Mark applications over as many days as you like. Nobody outside the team sees a mark. When all is right, announce them together."
        actions={
          marked.length > 0 && (
            <ButtonLink kind="first" href={`/desk/${run.id}/decisions/announce`}>
              {`Check and announce ${count(marked.length, 'decision')}`}
            </ButtonLink>
          )
        }
      />
      <Places {...props} />
      <Contradictions {...props} />
      <Section
        title="Applications"
        hint={
          hidden > 0
            ? `${count(hidden, 'application')} not shown to you, because you are named in ${hidden === 1 ? 'it' : 'them'}. Ask another coordinator to decide.`
            : undefined
        }
      >
        <Marking run={run} />
        <DataTable
          caption="Applications"
          hideCaption
          columns={columnsFor(run)}
          rows={rows}
          rowKey={(row) => row.application.id}
          choose={{
            form: 'mark',
            name: 'application',
            value: (row) => row.application.id,
            label: (row) => `Choose ${row.person.name}`,
          }}
          empty={<Empty title="No application yet">Each appears here as soon as it is sent.</Empty>}
        />
      </Section>
      <ReserveOrder {...props} />
    </>
  );
}

function markedRows(rows: readonly Row[]): Row[] {
  return rows.filter((row) => row.pending && !refusalToDecide(row.application));
}

function marks(rows: readonly Row[], outcome: Outcome): number {
  return markedRows(rows).filter((row) => row.pending?.outcome === outcome).length;
}

function Places({ run, rows, counts, taken }: DecisionsViewProps) {
  const open = Math.max(0, taken - counts['place-accepted']);
  return (
    <Facts
      facts={[
        {
          label: 'Places',
          value: `${run.capacity}: ${counts['place-accepted']} accepted, ${open} offered and waiting for a reply, ${Math.max(0, run.capacity - taken)} free`,
        },
        {
          label: 'Marked',
          value: `${count(marks(rows, 'offered'), 'offer')}, ${marks(rows, 'reserve')} reserve, ${marks(rows, 'not-offered')} not offered`,
        },
        {
          label: 'Undecided',
          value: String(rows.filter((row) => row.application.state === 'submitted' && !row.pending).length),
        },
        {
          label: 'Announced',
          value: `${counts.reserve} on the reserve list, ${counts['not-offered']} not offered`,
        },
      ]}
    />
  );
}

/** What does not fit together, each in a sentence, before anybody announces it. */
function Contradictions({ run, rows, taken, now }: DecisionsViewProps) {
  const free = Math.max(0, run.capacity - taken);
  const offers = marks(rows, 'offered');
  const withdrawn = rows.filter((row) => row.pending && refusalToDecide(row.application));
  const turned = markedRows(rows).filter(
    (row) => row.application.turnedAt && row.pending?.outcome !== row.application.state,
  );
  const unread = markedRows(rows).filter((row) => row.readings.length === 0);
  const says = [
    offers > free && `${count(offers, 'offer')} marked, but ${free} of ${run.capacity} places are free.`,
    withdrawn.length > 0 &&
      `${namesOf(withdrawn)}: marked, and can no longer be decided. The mark is left alone.`,
    turned.length > 0 &&
      `${namesOf(turned)}: was told something else before. The new letter will contradict it.`,
    unread.length > 0 && `${namesOf(unread)}: marked, but nobody has read it.`,
    rows.length > 0 &&
      runStanding(run, now) === 'open' &&
      `Applications are open until ${sayInstant(run.deadline.at, run.zone)}; more may come.`,
  ].filter((one): one is string => typeof one === 'string');
  if (says.length === 0) return null;
  return (
    <Inset kind="attention">
      <ul>
        {says.map((one) => (
          <li>{one}</li>
        ))}
      </ul>
    </Inset>
  );
}

function namesOf(rows: readonly Row[]): string {
  const names = rows.slice(0, 5).map((row) => row.person.name);
  const more = rows.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function Marking({ run }: { run: Run }) {
  return (
    <ChooseBar id="mark" action={`/desk/${run.id}/decisions`}>
      <Button name="outcome" value="offered">
        Mark as offer
      </Button>
      <Button name="outcome" value="reserve">
        Reserve list
      </Button>
      <Button name="outcome" value="not-offered">
        Not offered
      </Button>
      <Button kind="quiet" name="outcome" value="none">
        Take the mark away
      </Button>
    </ChooseBar>
  );
}

function columnsFor(run: Run): Column<Row>[] {
  return [
    {
      key: 'name',
      label: 'Applicant',
      rowHeader: true,
      cell: ({ application, person }) =>
        application.state === 'withdrawn' ? (
          person.name
        ) : (
          <a href={`/selecting/${run.id}/${application.id}`}>{person.name}</a>
        ),
    },
    {
      key: 'role',
      label: 'Role and department',
      narrow: 'plain',
      cell: ({ sent, person }) => `${roleOf(sent, person)}, ${departmentOf(sent, person)}`,
    },
    { key: 'readings', label: 'Readings', cell: (row) => <Scores row={row} /> },
    {
      key: 'state',
      label: 'Told so far',
      cell: ({ application }) => {
        const { kind, words } = STATE_WORDS[application.state];
        return application.state === 'submitted' ? 'Nothing yet' : <StateTag kind={kind}>{words}</StateTag>;
      },
    },
    { key: 'mark', label: 'Marked', narrow: 'beside', cell: (row) => <MarkOf row={row} /> },
  ];
}

/** Each reader's scores side by side, never summed: "3·3·2, 3·2·2". */
function Scores({ row: { readings } }: { row: Row }) {
  if (readings.length === 0) return <span class="hint">None</span>;
  return (
    <>
      {readings.map((one) => (one.abstained ? 'abstained' : Object.values(one.scores).join('·'))).join(', ')}
    </>
  );
}

function MarkOf({ row: { pending } }: { row: Row }) {
  if (!pending) return <span class="hint">–</span>;
  const { kind, words } = OUTCOME_WORDS[pending.outcome];
  return <StateTag kind={kind}>{pending.reserveRank ? `${words} ${pending.reserveRank}` : words}</StateTag>;
}

function ReserveOrder({ run, rows, errors, typed }: DecisionsViewProps) {
  const reserve = markedRows(rows)
    .filter((row) => row.pending?.outcome === 'reserve')
    .sort((one, other) => (one.pending?.reserveRank ?? 0) - (other.pending?.reserveRank ?? 0));
  if (reserve.length < 2) return null;
  return (
    <Section
      id="reserve"
      title="Order of the reserve list"
      hint="A freed place is offered to number 1 first. The order is for the team alone: nobody is told their number."
    >
      <PostForm action={`/desk/${run.id}/decisions/ranks`} label="Order of the reserve list">
        {reserve.map((row) => {
          const name = rankField(row.application.id);
          return (
            <TextField
              name={name}
              label={row.person.name}
              size="year"
              inputmode="numeric"
              value={typed[name] ?? row.pending?.reserveRank}
              error={errorFor(errors, name)}
            />
          );
        })}
        <Actions>
          <Button>Keep this order</Button>
        </Actions>
      </PostForm>
    </Section>
  );
}
