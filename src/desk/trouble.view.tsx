import { sayInstant } from '#calendar';
import { ButtonForm } from '#look/field.tsx';
import { Empty, PageHead, Stack } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { now } from '#platform/clock.ts';
import { TROUBLES_PATH, type Trouble } from './trouble.ts';

type TroublesProps = { troubles: readonly Trouble[]; zone: string };

/** What did not go through: what, for whom, since when, how often, and the ways on. */
export function TroublesPage({ troubles, zone }: TroublesProps) {
  return (
    <Stack>
      <PageHead
        title="Things that did not go through"
        lede="Work that the house tried and could not do, and letters that did not arrive. Most is tried again by itself."
        actions={
          troubles.length > 1 && (
            <ButtonForm action={`${TROUBLES_PATH}/again`}>Try all {troubles.length} again</ButtonForm>
          )
        }
      />
      <DataTable
        caption="What did not go through, the oldest first"
        hideCaption
        rows={troubles}
        empty={
          <Empty title="Everything went through">
            Should a letter be refused, or work fail that follows from what somebody did, it stands here with
            what you can do.
          </Empty>
        }
        columns={[
          { key: 'what', label: 'What', rowHeader: true, cell: (one) => <What trouble={one} /> },
          { key: 'whom', label: 'For', cell: ({ forWhom }) => forWhom ?? '' },
          { key: 'since', label: 'Since', cell: ({ since }) => sayInstant(since, zone) },
          { key: 'state', label: 'State', narrow: 'plain', cell: (one) => <Standing trouble={one} /> },
          { key: 'act', label: 'Do', narrow: 'plain', cell: (one) => <Acts trouble={one} /> },
        ]}
      />
    </Stack>
  );
}

/** Whoever looks after the machine finds the rest in its log, under this number. */
function What({ trouble }: { trouble: Trouble }) {
  return (
    <>
      {trouble.what}{' '}
      {trouble.kind === 'job' && <span class="trouble-number">job {trouble.id} in the log</span>}
    </>
  );
}

function Standing({ trouble }: { trouble: Trouble }) {
  const { refused, nextAt, tries } = trouble;
  if (refused) return <StateTag kind="stop">Refused by the receiving side</StateTag>;
  const times = `Tried ${tries === 1 ? 'once' : tries === 2 ? 'twice' : `${tries} times`}`;
  if (!nextAt)
    return <StateTag kind="stop">{tries === 0 ? 'Being tried again' : `${times}, given up`}</StateTag>;
  return (
    <StateTag kind="attention">
      {tries === 0 ? 'Being tried again' : `${times}; again ${sayWait(nextAt)}`}
    </StateTag>
  );
}

/** How long until the next try: these pauses are minutes and hours. */
function sayWait(nextAt: Trouble['since']): string {
  const minutes = Math.ceil((nextAt.epochMilliseconds - now().epochMilliseconds) / 60_000);
  if (minutes <= 1) return 'within a minute';
  if (minutes < 100) return `in ${minutes} minutes`;
  return `in ${Math.round(minutes / 60)} hours`;
}

function Acts({ trouble }: { trouble: Trouble }) {
  const path = `${TROUBLES_PATH}/${trouble.kind}/${trouble.id}`;
  return (
    <div class="trouble-acts">
      <ButtonForm action={`${path}/again`}>Try again</ButtonForm>
      {trouble.kind === 'letter' && (
        <ButtonForm
          action={`${path}/leave`}
          kind="quiet"
          confirm={{
            question: 'Leave this letter at that?',
            detail: 'It is not sent again.',
            yes: 'Leave it',
          }}
        >
          Leave it
        </ButtonForm>
      )}
    </div>
  );
}
