import type { Temporal } from 'temporal-polyfill';
import { LetterTabs } from '#letter';
import { runName, type Run } from '#programme';
import { Actions, Button, ButtonForm, ButtonLink, GetForm, Hidden, Select, TextField } from '#look/field.tsx';
import { Empty, PageHead, Stack } from '#look/page-parts.tsx';
import { StateTag, type StateKind } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { Tabs } from '#look/tabs.tsx';
import type { LetterCount, LetterFilter, LetterLine } from '#platform/letter-list.sql.ts';
import { countIn, filterQuery, kindTitle, mayBeSent, OUTBOX_STATES } from './outbox.ts';

type Say = (at: Temporal.Instant) => string;

export const STATE_WORDS: Record<LetterLine['state'], { kind: StateKind; words: string }> = {
  draft: { kind: 'waiting', words: 'Draft' },
  queued: { kind: 'now', words: 'On its way' },
  sending: { kind: 'now', words: 'On its way' },
  sent: { kind: 'done', words: 'Sent' },
  bounced: { kind: 'stop', words: 'Bounced' },
  discarded: { kind: 'closed', words: 'Discarded' },
};

type Props = {
  run: Run;
  runs: readonly Run[];
  letters: readonly LetterLine[];
  counts: readonly LetterCount[];
  filter: LetterFilter;
  say: Say;
};

/** Every letter of a run with its state: found by person, kind and state; drafts are sent from here, one or many. */
export function OutboxPage(props: Props) {
  const { run, counts, filter, letters } = props;
  return (
    <Stack>
      <PageHead
        title="Letters"
        back={{ label: runName(run), href: `/desk/${run.id}` }}
        lede="What has been written to applicants and participants, and what became of it."
      />
      <LetterTabs run={run} tab="letters" />
      <Finder {...props} />
      <Tabs label="Letters by state" tabs={stateTabs(run, counts, filter)} />
      <SendBar run={run} counts={counts} filter={filter} />
      <LetterTable {...props} />
      {letters.length === 200 && (
        <p class="hint">These are the newest 200. Narrow them down to find older ones.</p>
      )}
    </Stack>
  );
}

function stateTabs(run: Run, counts: readonly LetterCount[], filter: LetterFilter) {
  const ofKind = counts.filter(({ kind }) => filter.kind === undefined || kind === filter.kind);
  // A search by name is not counted tab by tab: the numbers would promise what the list does not show.
  const numbers = filter.to === undefined;
  return [undefined, ...OUTBOX_STATES].map((state) => ({
    label: state ? STATE_WORDS[state].words : 'All',
    href: `/desk/${run.id}/letters${filterQuery({ ...filter, state })}`,
    current: state === filter.state,
    ...(numbers ? { count: countIn(ofKind, state) } : {}),
  }));
}

function Finder({ run, runs, counts, filter }: Props) {
  const kinds = [...new Set(counts.map(({ kind }) => kind))];
  return (
    <GetForm action={`/desk/${run.id}/letters`} label="Find letters">
      {filter.state && <Hidden name="state" value={filter.state} />}
      <TextField name="to" label="To" type="search" value={filter.to} size="half" optional />
      <Select
        name="kind"
        label="Kind of letter"
        value={filter.kind}
        empty="Every kind"
        options={kinds.map((kind) => ({ value: kind, label: kindTitle(kind) }))}
        optional
      />
      {runs.length > 1 && (
        <Select
          name="run"
          label="Run"
          value={run.id}
          options={runs.map((one) => ({ value: one.id, label: runName(one) }))}
        />
      )}
      <Button>Find</Button>
    </GetForm>
  );
}

function SendBar({
  run,
  counts,
  filter,
}: {
  run: Run;
  counts: readonly LetterCount[];
  filter: LetterFilter;
}) {
  const ofKind = counts.filter(({ kind }) => filter.kind === undefined || kind === filter.kind);
  const drafts = countIn(ofKind, 'draft');
  if (drafts === 0 || (filter.state !== undefined && filter.state !== 'draft')) return null;
  const all = filter.to === undefined;
  const query = filterQuery({ ...filter, state: undefined });
  return (
    <Actions>
      <ButtonLink kind="first" href={`/desk/${run.id}/letters/send${query}`}>
        {all ? `Send ${drafts === 1 ? 'the draft' : `these ${drafts} drafts`}` : 'Send the drafts found'}
      </ButtonLink>
    </Actions>
  );
}

function LetterTable({ run, letters, say }: Props) {
  const base = `/desk/${run.id}/letters`;
  return (
    <DataTable
      caption="Letters, the newest first"
      hideCaption
      rows={letters}
      empty={
        <Empty title="No letters here">
          Letters appear when somebody applies, is offered a place, or is reminded.
        </Empty>
      }
      columns={[
        {
          key: 'subject',
          label: 'Subject',
          rowHeader: true,
          cell: (letter) => <a href={`${base}/${letter.id}`}>{letter.subject}</a>,
        },
        { key: 'to', label: 'To', cell: (letter) => letter.toName },
        { key: 'kind', label: 'Kind', narrow: 'out', cell: (letter) => kindTitle(letter.kind) },
        {
          key: 'state',
          label: 'State',
          narrow: 'beside',
          cell: (letter) => <LetterStateTag letter={letter} />,
        },
        { key: 'at', label: 'Written', cell: (letter) => say(letter.writtenAt) },
        {
          key: 'act',
          label: 'Send',
          narrow: 'plain',
          cell: (letter) =>
            mayBeSent(letter) ? (
              <ButtonForm action={`${base}/${letter.id}/send`}>
                {letter.state === 'draft' ? 'Send' : 'Send again'}
              </ButtonForm>
            ) : null,
        },
      ]}
    />
  );
}

/** A letter's state in words, with what stands in its way. */
export function LetterStateTag({ letter }: { letter: LetterLine }) {
  const { kind, words } = STATE_WORDS[letter.state];
  return (
    <StateTag kind={letter.state === 'draft' && letter.trouble ? 'attention' : kind}>
      {words}
      {letter.heldBy ? ', held' : ''}
      {letter.trouble ? `: ${letter.trouble}` : ''}
    </StateTag>
  );
}
