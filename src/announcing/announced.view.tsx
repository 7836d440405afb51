import type { Temporal } from 'temporal-polyfill';
import { sayInstant } from '#calendar';
import { STATE_WORDS, type RunCounts } from '#application';
import type { Person } from '#people';
import {
  mayPromote,
  type Carried,
  type Deferral,
  type HoldRule,
  type OpenOffer,
  type Reminder,
  type Waiting,
} from '#place';
import { runName, type Run } from '#programme';
import { Facts } from '#look/facts.tsx';
import { ButtonLink } from '#look/field.tsx';
import { Empty, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { count } from '#selection';
import { Pages, type ListPage } from './list-page.view.tsx';
import { NoReply } from './no-reply.view.tsx';

export type AnnouncedViewProps = {
  run: Run;
  counts: RunCounts;
  taken: number;
  pending: number;
  held: number;
  /** Which part of the two long lists is shown. */
  pages: { open: ListPage; waiting: ListPage };
  open: readonly OpenOffer[];
  reminders: ReadonlyMap<string, readonly Reminder[]>;
  waiting: readonly Waiting[];
  /** Who deferred an earlier run and is in this one. */
  carried: readonly Carried[];
  /** Who deferred an earlier run and comes into this one when it opens. */
  coming: readonly Deferral[];
  runs: ReadonlyMap<string, Run>;
  persons: ReadonlyMap<string, Person>;
  rule: HoldRule;
  cutOff: Temporal.Instant | undefined;
  now: Temporal.Instant;
};

/** Where a run's places stand: the numbers, who has not replied, who waits, and who was put off to this run. */
export function AnnouncedView(props: AnnouncedViewProps) {
  const { run, pending, carried, coming } = props;
  return (
    <>
      <PageHead
        back={{ href: `/desk/${run.id}`, label: runName(run) }}
        title="Places"
        lede="Who was offered a place, who has answered, and who is next."
        actions={
          pending > 0 ? (
            <ButtonLink kind="first" href={`/desk/${run.id}/decisions/announce`}>
              {`Check and announce ${count(pending, 'decision')}`}
            </ButtonLink>
          ) : (
            <ButtonLink href={`/desk/${run.id}/decisions`}>Decisions</ButtonLink>
          )
        }
      />
      <Numbers {...props} />
      {carried.length + coming.length > 0 && <FromEarlier {...props} />}
      <NoReply {...props} />
      <ReserveList {...props} />
    </>
  );
}

function Numbers({ run, counts, taken, pending, held, pages }: AnnouncedViewProps) {
  const free = Math.max(0, run.capacity - taken);
  const over = counts['offer-lapsed'] + counts['place-declined'] + counts['place-given-up'];
  return (
    <Facts
      facts={[
        { label: 'Asked', value: String(counts.asked) },
        { label: 'Submitted', value: `${counts.submitted} without a decision announced` },
        {
          label: 'Pending',
          value: held > 0 ? `${pending} marked, and ${held} held back` : `${pending} marked`,
        },
        { label: 'Offered', value: `${counts.offered} waiting for a reply` },
        {
          label: 'Accepted',
          value: `${counts['place-accepted']} of ${count(run.capacity, 'place')}, ${free} free`,
        },
        { label: 'No reply yet', value: String(pages.open.total) },
        { label: 'Reserve list', value: String(pages.waiting.total) },
        { label: 'Not offered', value: String(counts['not-offered']) },
        over > 0
          ? {
              label: 'Came to nothing',
              value: `${counts['place-declined']} declined, ${counts['offer-lapsed']} did not reply, ${counts['place-given-up']} gave the place up`,
            }
          : undefined,
        counts.deferred > 0 ? { label: 'Deferred', value: `${counts.deferred} to the next run` } : undefined,
        counts.withdrawn > 0 ? { label: 'Withdrawn', value: String(counts.withdrawn) } : undefined,
      ]}
    />
  );
}

/** Whose row it is. */
export function nameOf({ persons }: AnnouncedViewProps, personId: string): string {
  return persons.get(personId)?.name ?? 'Somebody';
}

function fromRun({ runs }: AnnouncedViewProps, runId: string): string {
  const run = runs.get(runId);
  return run ? runName(run) : 'an earlier run';
}

type FromEarlierRow = {
  personId: string;
  from: string;
  applicationId?: string;
  says: Parameters<typeof StateTag>[0];
};

/** Those who deferred an earlier run: first of all, and in the order in which they asked. */
function FromEarlier(props: AnnouncedViewProps) {
  const { run, carried, coming, now } = props;
  const rows: FromEarlierRow[] = [
    ...carried.map(({ personId, fromRunId, applicationId, state }) => ({
      personId,
      applicationId,
      from: fromRun(props, fromRunId),
      says: { kind: STATE_WORDS[state].kind, children: STATE_WORDS[state].words },
    })),
    ...coming.map(({ personId, runId }) => ({
      personId,
      from: fromRun(props, runId),
      says: {
        kind: 'waiting' as const,
        children:
          now.epochMilliseconds < run.opensAt.epochMilliseconds
            ? `Comes in ${sayInstant(run.opensAt, run.zone, { edge: 'opens' })}`
            : 'Comes in within minutes',
      },
    })),
  ];
  return (
    <Section
      title={`Deferred to this run (${rows.length})`}
      hint="They had an offer before and put it off. Their applications are kept, and their places in the queue come first."
    >
      <DataTable
        caption="Deferred to this run"
        hideCaption
        rows={rows}
        columns={[
          {
            key: 'name',
            label: 'Name',
            rowHeader: true,
            cell: ({ personId, applicationId }) =>
              applicationId ? (
                <a href={`/selecting/${run.id}/${applicationId}`}>{nameOf(props, personId)}</a>
              ) : (
                nameOf(props, personId)
              ),
          },
          { key: 'from', label: 'Had an offer in', cell: ({ from }) => from },
          { key: 'state', label: 'Now', narrow: 'beside', cell: ({ says }) => <StateTag {...says} /> },
        ]}
      />
    </Section>
  );
}

function ReserveList(props: AnnouncedViewProps) {
  const { run, waiting, pages, cutOff, now, rule } = props;
  const open = mayPromote(cutOff, now);
  const until = cutOff ? ` until ${sayInstant(cutOff, run.zone)}` : '';
  return (
    <Section
      id="reserve"
      title={`Reserve list (${pages.waiting.total})`}
      hint={
        open
          ? `A place that comes free is offered in this order${until}, and held for ${count(rule.reserveHours, 'hour')} each time.`
          : `The list is closed${cutOff ? ` since ${sayInstant(cutOff, run.zone)}` : ''}. You can allow more under “How places are held”.`
      }
    >
      <DataTable
        caption="Reserve list"
        hideCaption
        rows={waiting}
        rowKey={(one) => one.applicationId}
        columns={[
          { key: 'rank', label: 'Rank', numeric: true, narrow: 'beside', cell: (one) => one.rank },
          { key: 'name', label: 'Name', rowHeader: true, cell: (one) => nameOf(props, one.personId) },
          {
            key: 'stands',
            label: 'Standing',
            cell: () => (open ? 'Waiting' : 'Closed'),
          },
        ]}
        empty={<Empty title="Nobody waits">Those marked for the reserve list are here once announced.</Empty>}
      />
      <Pages {...props} list={pages.waiting} other={pages.open} label="Pages of the reserve list" />
    </Section>
  );
}
