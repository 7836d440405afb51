import type { Temporal } from 'temporal-polyfill';
import type { LetterLine, LetterRead } from '#platform/letter-list.sql.ts';
import { Facts } from '#look/facts.tsx';
import { Empty, PageHead, Stack } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';

type Say = (at: Temporal.Instant) => string;

export type MailboxProps = {
  readonly letters: readonly LetterLine[];
  /** Whose letters alone are shown. */
  readonly to: string | undefined;
  readonly more: boolean;
  readonly say: Say;
};

/** The letters of all, or of one. */
export function MailboxPage({ letters, to, more, say }: MailboxProps) {
  return (
    <Stack>
      <PageHead
        title="Everyone’s letters"
        kicker="The demo"
        back={
          to === undefined
            ? { label: 'Be someone else', href: '/demo' }
            : { label: 'All letters', href: '/mailbox' }
        }
        lede={
          to === undefined
            ? 'Nothing is posted in the demo. What would have gone out by e-mail is here, the newest first. Times are UK time.'
            : `What was written to ${to}, the newest first. Times are UK time.`
        }
      />
      <DataTable
        caption="Letters, the newest first"
        hideCaption
        rows={letters}
        empty={<Empty title="No letters yet">Letters appear as soon as the house writes one.</Empty>}
        columns={[
          {
            key: 'subject',
            label: 'Subject',
            rowHeader: true,
            cell: (letter) => <a href={`/mailbox/${letter.id}`}>{letter.subject}</a>,
          },
          { key: 'to', label: 'To', narrow: 'beside', cell: (letter) => letter.toName },
          { key: 'at', label: 'Written', cell: (letter) => say(letter.writtenAt) },
        ]}
      />
      {more && (
        <p>
          <a href="/mailbox?all=1">Show all letters</a>
        </p>
      )}
    </Stack>
  );
}

/** One letter, as it would have been read; addresses of ours in it can be followed. */
export function OpenedLetter({ letter, base, say }: { letter: LetterRead; base: string; say: Say }) {
  return (
    <Stack>
      <PageHead title={letter.subject} back={{ label: 'Everyone’s letters', href: '/mailbox' }} />
      <Facts
        facts={[
          {
            label: 'To',
            value: (
              <a href={`/mailbox?to=${encodeURIComponent(letter.toAddress)}`}>
                {[letter.toName, letter.toAddress].filter(Boolean).join(', ')}
              </a>
            ),
          },
          { label: 'Written', value: say(letter.writtenAt) },
          letter.replyTo ? { label: 'Answers go to', value: letter.replyTo } : undefined,
        ]}
      />
      <div class="opened-letter">
        {linesOf(letter.text, base).map(({ text, path }) => (path ? <a href={path}>{text}</a> : text))}
      </div>
    </Stack>
  );
}

/** A letter's text in pieces: plain ones, and addresses of this house with the path that they lead to. */
export function linesOf(text: string, base: string): { readonly text: string; readonly path?: string }[] {
  const pieces = text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/);
  return pieces
    .filter((piece) => piece !== '')
    .map((piece) =>
      piece.startsWith(`${base}/`) ? { text: piece, path: piece.slice(base.length) } : { text: piece },
    );
}
