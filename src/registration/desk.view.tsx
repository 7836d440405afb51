import type { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import { PathwayBlaze, findPathway, type Edition } from '#framework';
import type { Person } from '#people';
import { runName, type Run } from '#programme';
import { Actions, Button, ButtonLink, PostForm } from '#look/field.tsx';
import { Empty, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag, type StateKind } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { clockStanding, expiryAfterPause, lastDayOf, type ClockStanding } from './clock.ts';
import { STANDING_WORDS } from './clock.view.tsx';
import { plainDate } from './dates.ts';
import { PAUSE_WORDS, type PathwayChoice, type Pause, type Registration } from './registration.ts';
import { payerInWords } from './registration.view.tsx';
import { sayTimeLeft } from './time-left.ts';

export type DeskRow = {
  readonly person: Person;
  readonly choice: PathwayChoice | undefined;
  readonly registration: Registration | undefined;
};

export type RunRegistrationsProps = {
  run: Run;
  edition: Edition;
  rows: readonly DeskRow[];
  pauses: readonly Pause[];
  now: Temporal.Instant;
};

export const runRegistrationsTitle = 'Pathways and registrations';

/** Who has chosen and registered, until when, and who pays; above it, the pauses that wait for an answer. */
export function RunRegistrationsView(props: RunRegistrationsProps) {
  const { run, edition, rows, pauses } = props;
  const waiting = pauses.filter(({ answer }) => !answer);
  const registered = rows.filter(({ registration }) => registration).length;
  const chosen = rows.filter(({ choice }) => choice).length;
  return (
    <>
      <PageHead
        title={runRegistrationsTitle}
        kicker={runName(run)}
        back={{ label: 'Run desk', href: `/desk/${run.id}` }}
        meter={
          <>
            <span>{rows.length} with a place</span>
            <span>{chosen} with a pathway</span>
            <span>{registered} registered</span>
          </>
        }
        actions={
          rows.length > 0 && (
            <ButtonLink href={`/desk/${run.id}/registrations.csv`} download>
              Take the list as CSV
            </ButtonLink>
          )
        }
      />
      {waiting.length > 0 && <Waiting {...props} waiting={waiting} />}
      <DataTable<DeskRow>
        caption="Everyone with a place, with pathway and registration"
        hideCaption
        rows={rows}
        rowKey={({ person }) => person.id}
        empty={
          <Empty title="Nobody has a place yet">
            <p>Whoever accepts a place shows here, with the pathway and the registration as they come.</p>
          </Empty>
        }
        columns={[
          { key: 'name', label: 'Name', rowHeader: true, cell: ({ person }) => person.name },
          { key: 'department', label: 'Department', narrow: 'out', cell: ({ person }) => person.department },
          { key: 'pathway', label: 'Pathway', cell: (row) => <PathwayCell row={row} edition={edition} /> },
          {
            key: 'number',
            label: 'Number',
            cell: ({ registration }) => (
              <span class="whole">{registration?.reference ?? 'Not registered'}</span>
            ),
          },
          { key: 'runs-out', label: 'Runs out after', cell: (row) => <RunsOut row={row} {...props} /> },
          {
            key: 'standing',
            label: 'Standing',
            narrow: 'beside',
            cell: ({ registration }) =>
              registration && <StandingTag standing={clockStanding(registration, props.now)} />,
          },
          {
            key: 'pays',
            label: 'Who pays',
            cell: ({ registration }) => (registration ? payerInWords(registration) : '–'),
          },
        ]}
      />
    </>
  );
}

const KINDS: Record<ClockStanding, StateKind> = { running: 'now', expired: 'stop', submitted: 'done' };

function StandingTag({ standing }: { standing: ClockStanding }) {
  return <StateTag kind={KINDS[standing]}>{STANDING_WORDS[standing]}</StateTag>;
}

function PathwayCell({ row: { choice, registration }, edition }: { row: DeskRow; edition: Edition }) {
  const id = choice?.pathwayId ?? registration?.pathwayId;
  const pathway = id === undefined ? undefined : findPathway(edition, id);
  return pathway ? <PathwayBlaze pathway={pathway} /> : <>Not chosen</>;
}

function RunsOut({ row: { registration }, edition, now }: RunRegistrationsProps & { row: DeskRow }) {
  if (!registration) return <>–</>;
  const day = lastDayOf(edition, registration.expires);
  const today = now.toZonedDateTimeISO(edition.timeZone).toPlainDate();
  return (
    <>
      {sayDate(day)} <span class="hint whole">{sayTimeLeft(today, day)}</span>
    </>
  );
}

function Waiting({ run, edition, rows, waiting }: RunRegistrationsProps & { waiting: readonly Pause[] }) {
  return (
    <Section
      title={
        waiting.length === 1
          ? 'A pause waits for your answer'
          : `${waiting.length} pauses wait for your answer`
      }
      hint={`Ask ${edition.awardingBody.name} first: the clock is theirs. Confirming moves it here and writes to the person.`}
    >
      {waiting.map((pause) => {
        const row = rows.find(({ registration }) => registration?.id === pause.registrationId);
        if (!row?.registration) return null;
        const after = expiryAfterPause(edition, row.registration.expires, pause);
        return (
          <PostForm
            action={`/desk/${run.id}/registrations/${pause.id}`}
            label={`Pause of ${row.person.name}`}
          >
            <p>
              <strong>{row.person.name}</strong> · {sayDate(plainDate(pause.fromDay))} to{' '}
              {sayDate(plainDate(pause.untilDay))} · {PAUSE_WORDS[pause.reason]}
              <br />
              Runs out after {sayDate(lastDayOf(edition, row.registration.expires))}; with the pause, after{' '}
              {sayDate(lastDayOf(edition, after))}.
            </p>
            <Actions>
              <Button name="answer" value="granted">
                Confirm this pause
              </Button>
              <Button name="answer" value="declined" kind="quiet">
                Decline it
              </Button>
            </Actions>
          </PostForm>
        );
      })}
    </Section>
  );
}
