import type { Temporal } from 'temporal-polyfill';
import { sayInstant, sayRelative } from '#calendar';
import { STATE_WORDS, type RunCounts } from '#application';
import type { Person } from '#people';
import {
  mayPromote,
  reminderTimes,
  type Carried,
  type Deferral,
  type HoldRule,
  type OpenOffer,
  type Reminder,
  type Waiting,
} from '#place';
import { runName, type Run } from '#programme';
import { Facts } from '#look/facts.tsx';
import { ButtonForm, ButtonLink } from '#look/field.tsx';
import { Empty, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable, type Column } from '#look/table.tsx';
import { count } from '#selection';

export type AnnouncedViewProps = {
  run: Run;
  counts: RunCounts;
  taken: number;
  pending: number;
  held: number;
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

function Numbers({ run, counts, taken, pending, held, open, waiting }: AnnouncedViewProps) {
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
        { label: 'No reply yet', value: String(open.length) },
        { label: 'Reserve list', value: String(waiting.length) },
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

function nameOf({ persons }: AnnouncedViewProps, personId: string): string {
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
  const { run, carried, coming } = props;
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
        children: `Comes in ${sayInstant(run.opensAt, run.zone, { edge: 'opens' })}`,
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

function NoReply(props: AnnouncedViewProps) {
  const { run, open, rule } = props;
  const says = [
    rule.remindBeforeHours > 0 && `${rule.remindBeforeHours} hours before the end`,
    rule.remindAfterHours > 0 && `${rule.remindAfterHours} hours after the offer`,
  ].filter((one) => one !== false);
  return (
    <Section
      title={`No reply yet (${open.length})`}
      hint={`Reminders go out by themselves${says.length > 0 ? ` ${says.join(' and ')}` : ': none'}, once each.`}
      action={<a href={`/desk/${run.id}/places/rule`}>How places are held</a>}
    >
      <DataTable
        caption="No reply yet"
        hideCaption
        rows={open}
        rowKey={(one) => one.id}
        columns={noReplyColumns(props)}
        empty={<Empty title="Everybody has answered">Offers without a reply are listed here.</Empty>}
      />
    </Section>
  );
}

function noReplyColumns(props: AnnouncedViewProps): Column<OpenOffer>[] {
  const { run, reminders, rule, now } = props;
  return [
    { key: 'name', label: 'Name', rowHeader: true, cell: (one) => nameOf(props, one.personId) },
    {
      key: 'by',
      label: 'Reply by',
      cell: (one) => `${sayInstant(one.replyBy, run.zone)}, ${sayRelative(now, one.replyBy, run.zone)}`,
    },
    {
      key: 'from',
      label: 'Offer',
      cell: (one) => (one.fromReserve ? 'From the reserve list' : 'First offer'),
    },
    {
      key: 'reminders',
      label: 'Reminders',
      cell: (one) => sayReminders(reminders.get(one.id) ?? [], one, { run, rule, now }),
    },
    {
      key: 'nudge',
      label: 'By hand',
      narrow: 'plain',
      cell: (one) => (
        <ButtonForm kind="quiet" action={`/desk/${run.id}/places/${one.id}/remind`}>
          Remind <span class="unseen">{nameOf(props, one.personId)}</span>
        </ButtonForm>
      ),
    },
  ];
}

/** "1 sent, the last on Tue …; next on Wed …". */
function sayReminders(
  sent: readonly Reminder[],
  offer: OpenOffer,
  { run, rule, now }: Pick<AnnouncedViewProps, 'run' | 'rule' | 'now'>,
): string {
  const next = reminderTimes(offer, rule)
    .filter(
      ({ why, at }) => at.epochMilliseconds > now.epochMilliseconds && !sent.some((one) => one.why === why),
    )
    .sort((one, other) => one.at.epochMilliseconds - other.at.epochMilliseconds)[0];
  const last = sent.at(-1);
  const said = last
    ? `${sent.length} sent, the last on ${sayInstant(last.remindedAt, run.zone)}`
    : 'None sent';
  return next ? `${said}; next on ${sayInstant(next.at, run.zone)}` : said;
}

function ReserveList(props: AnnouncedViewProps) {
  const { run, waiting, cutOff, now, rule } = props;
  const open = mayPromote(cutOff, now);
  const until = cutOff ? ` until ${sayInstant(cutOff, run.zone)}` : '';
  return (
    <Section
      id="reserve"
      title={`Reserve list (${waiting.length})`}
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
    </Section>
  );
}
