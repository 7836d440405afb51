import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import type { RunCounts } from '#application';
import { runStanding } from '#programme';
import { Facts } from '#look/facts.tsx';
import { count } from './words.ts';
import type { Run } from '#programme';
import { Actions, Button, errorFor, PostForm, TextField, type FieldError } from '#look/field.tsx';
import { Details, Inset, Section, Stack } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import type { Balance, Share } from './balance.sql.ts';
import { MOST_RANKED, type MarkSummary, type Named, type Reserved } from './marking.sql.ts';
import { rankField } from './reading.form.ts';

type ReserveOrderProps = {
  run: Run;
  reserve: readonly Reserved[];
  errors: readonly FieldError[];
  typed: Readonly<Record<string, string>>;
};

type PlacesProps = { run: Run; summary: MarkSummary; counts: RunCounts; taken: number };

/** The places of a run, and what the marks would make of them. */
export function Places({ run, summary, counts, taken }: PlacesProps) {
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
          value: `${count(summary.offered, 'offer')}, ${summary.reserve} reserve, ${summary.notOffered} not offered`,
        },
        { label: 'Undecided', value: String(summary.undecided) },
        {
          label: 'Announced',
          value: `${counts.reserve} on the reserve list, ${counts['not-offered']} not offered`,
        },
      ]}
    />
  );
}

/** What does not fit together, each in a sentence, before anybody announces it. */
export function Contradictions({ run, summary, taken, now }: PlacesProps & { now: Temporal.Instant }) {
  const free = Math.max(0, run.capacity - taken);
  const { offered, settled, contradicting, unread } = summary;
  const says = [
    offered > free && `${count(offered, 'offer')} marked, but ${free} of ${run.capacity} places are free.`,
    settled.number > 0 &&
      `${namesOf(settled)}: marked, and can no longer be decided. The mark is left alone.`,
    contradicting.number > 0 &&
      `${namesOf(contradicting)}: was told something else before. The new letter will contradict it.`,
    unread.number > 0 && `${namesOf(unread)}: marked, but nobody has read it.`,
    summary.shown > 0 &&
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

function namesOf({ names, number }: Named): string {
  const more = number - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

const MOST_SHARES = 12;

/** Offers against all who asked, by department and role: what anybody can see of a list, and nothing protected. */
export function BalanceOf({ balance }: { balance: Balance }) {
  if (balance.departments.length === 0) return null;
  const { prior } = balance;
  return (
    <Section
      title="Balance"
      hint="Who is offered a place, or marked to be, against all who asked and have not withdrawn. Answers to equality questions are not looked at."
    >
      <p>{`Asked an earlier run and had no place: ${prior.asked}, of whom ${prior.offered} offered or marked.`}</p>
      <Details summary="By department and role">
        <Stack>
          <Shares title="Department" shares={balance.departments} />
          <Shares title="Role" shares={balance.roles} />
        </Stack>
      </Details>
    </Section>
  );
}

function Shares({ title, shares }: { title: string; shares: readonly Share[] }) {
  const rest = shares.slice(MOST_SHARES);
  const sum = (of: 'asked' | 'offered'): number => rest.reduce((all, one) => all + one[of], 0);
  const others = { name: `${rest.length} others`, asked: sum('asked'), offered: sum('offered') };
  const rows = rest.length > 0 ? [...shares.slice(0, MOST_SHARES), others] : shares;
  return (
    <DataTable
      caption={`By ${title.toLowerCase()}`}
      columns={[
        { key: 'name', label: title, rowHeader: true, cell: (one) => one.name || 'Not said' },
        { key: 'asked', label: 'Asked', numeric: true, cell: (one) => one.asked },
        { key: 'offered', label: 'Offered or marked', numeric: true, cell: (one) => one.offered },
      ]}
      rows={rows}
    />
  );
}

/** Who is marked for the reserve list, each with a number to change. */
export function ReserveOrder({ run, reserve, errors, typed }: ReserveOrderProps) {
  if (reserve.length < 2) return null;
  return (
    <Section
      id="reserve"
      title="Order of the reserve list"
      hint={`A freed place is offered to number 1 first. The order is for the team alone: nobody is told their number.${reserve.length >= MOST_RANKED ? ` The first ${MOST_RANKED} are shown.` : ''}`}
    >
      <PostForm action={`/desk/${run.id}/decisions/ranks`} label="Order of the reserve list">
        {reserve.map(({ applicationId, name: who, rank }) => {
          const name = rankField(applicationId);
          return (
            <TextField
              name={name}
              label={who}
              size="year"
              inputmode="numeric"
              value={typed[name] ?? rank}
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
