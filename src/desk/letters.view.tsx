import type { Temporal } from 'temporal-polyfill';
import { runName, type Run } from '#programme';
import { ButtonForm } from '#look/field.tsx';
import { Empty, PageHead, Stack } from '#look/page-parts.tsx';
import { Facts } from '#look/facts.tsx';
import { StateTag, type StateKind } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { Tabs } from '#look/tabs.tsx';
import type { LetterLine, LetterRead } from '#platform/letter-list.sql.ts';

type Say = (at: Temporal.Instant) => string;

const STATE_WORDS: Record<LetterLine['state'], { kind: StateKind; words: string }> = {
  draft: { kind: 'waiting', words: 'Draft' },
  queued: { kind: 'now', words: 'On its way' },
  sending: { kind: 'now', words: 'On its way' },
  sent: { kind: 'done', words: 'Sent' },
  bounced: { kind: 'stop', words: 'Bounced' },
  discarded: { kind: 'closed', words: 'Discarded' },
};

/** What was written to a person. */
export function LettersPage({ letters, say }: { letters: readonly LetterLine[]; say: Say }) {
  return (
    <Stack>
      <PageHead
        title="Letters"
        lede="Everything that was sent to you by e-mail, in case one did not arrive."
      />
      <DataTable
        caption="Your letters, the newest first"
        hideCaption
        rows={letters}
        empty={<Empty title="No letters yet">Receipts, offers and reminders will be kept here.</Empty>}
        columns={[
          {
            key: 'subject',
            label: 'Subject',
            rowHeader: true,
            cell: (letter) => <a href={`/letters/${letter.id}`}>{letter.subject}</a>,
          },
          { key: 'at', label: 'Sent', cell: (letter) => say(letter.writtenAt) },
        ]}
      />
    </Stack>
  );
}

/** One letter as it was sent, in plain text. */
export function LetterPage({ letter, say, back }: { letter: LetterRead; say: Say; back: string }) {
  return (
    <Stack>
      <PageHead title={letter.subject} back={{ label: 'All letters', href: back }} />
      <Facts
        facts={[
          { label: 'To', value: `${letter.toName}, ${letter.toAddress}` },
          { label: 'Written', value: say(letter.writtenAt) },
          ...(letter.replyTo ? [{ label: 'Answers go to', value: letter.replyTo }] : []),
        ]}
      />
      <div class="letter-text">{letter.text}</div>
    </Stack>
  );
}

type OutboxProps = { run: Run; letters: readonly LetterLine[]; state: string | undefined; say: Say };

/** Every letter of a run with its state; drafts and bounced ones can be sent from here. */
export function OutboxPage({ run, letters, state, say }: OutboxProps) {
  const base = `/desk/${run.id}/letters`;
  const tabs = [
    { label: 'All', href: base, current: state === undefined },
    ...(['draft', 'queued', 'sent', 'bounced'] as const).map((one) => ({
      label: STATE_WORDS[one].words,
      href: `${base}?state=${one}`,
      current: state === one,
    })),
  ];
  return (
    <Stack>
      <PageHead
        title={`Letters of the ${runName(run)}`}
        back={{ label: runName(run), href: `/desk/${run.id}` }}
        lede="What has been written to applicants and participants, and what became of it."
      />
      <Tabs label="Letters by state" tabs={tabs} />
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
          {
            key: 'state',
            label: 'State',
            narrow: 'beside',
            cell: (letter) => <LetterState letter={letter} />,
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
    </Stack>
  );
}

function mayBeSent({ state, trouble }: LetterLine): boolean {
  return state === 'draft' || state === 'bounced' || (state === 'sending' && trouble !== undefined);
}

function LetterState({ letter }: { letter: LetterLine }) {
  const { kind, words } = STATE_WORDS[letter.state];
  return (
    <StateTag kind={kind}>
      {words}
      {letter.trouble ? `: ${letter.trouble}` : ''}
    </StateTag>
  );
}
