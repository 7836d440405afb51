import type { Temporal } from 'temporal-polyfill';
import { Empty, PageHead, Stack } from '#look/page-parts.tsx';
import { Facts } from '#look/facts.tsx';
import { DataTable } from '#look/table.tsx';
import type { LetterLine, LetterRead } from '#platform/letter-list.sql.ts';

type Say = (at: Temporal.Instant) => string;

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
