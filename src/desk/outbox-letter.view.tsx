import type { ComponentChildren } from 'preact';
import type { Temporal } from 'temporal-polyfill';
import { LetterShown, type Resending, type Wording, refusalToResend } from '#letter';
import { runName, type Run } from '#programme';
import { Facts } from '#look/facts.tsx';
import {
  Actions,
  Button,
  ButtonForm,
  ButtonLink,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { PageHead, Section, Stack } from '#look/page-parts.tsx';
import type { LetterRead } from '#platform/letter-list.sql.ts';
import { kindTitle, mayBeSent } from './outbox.ts';
import { LetterStateTag } from './outbox.view.tsx';

type Props = {
  run: Run;
  letter: LetterRead;
  wording: Wording | undefined;
  /** The letter as its reader sees it; nothing where only its plain text is kept. */
  composed: Parameters<typeof LetterShown>[0]['composed'] | undefined;
  resendings: readonly Resending[];
  errors: readonly FieldError[];
  /** A preface that was not sent. */
  typed: string;
  nameOf: (personId: string) => string;
  say: (at: Temporal.Instant) => string;
};

/** One letter of a run: what it says, what became of it, and what can be done with it now. */
export function OutboxLetterPage(props: Props) {
  const { run, letter, composed, errors } = props;
  return (
    <Stack>
      <PageHead
        title={letter.subject}
        kicker={runName(run)}
        back={{ label: 'All letters', href: `/desk/${run.id}/letters` }}
        meter={<LetterStateTag letter={letter} />}
      />
      <ErrorSummary errors={errors} />
      <Facts facts={factsOf(props)} />
      <Acts {...props} />
      <Section title="What it says">
        {composed ? (
          <LetterShown composed={composed} to={`${letter.toName}, ${letter.toAddress}`} />
        ) : (
          <div class="letter-text">{letter.text}</div>
        )}
      </Section>
      {!refusalToResend(letter) && <SendAgain {...props} />}
    </Stack>
  );
}

function factsOf({ run, letter, wording, resendings, nameOf, say }: Props) {
  const link = (id: string, words: ComponentChildren) => (
    <a href={`/desk/${run.id}/letters/${id}`}>{words}</a>
  );
  return [
    { label: 'To', value: `${letter.toName}, ${letter.toAddress}` },
    { label: 'Kind', value: kindTitle(letter.kind) },
    { label: 'Written', value: say(letter.writtenAt) },
    letter.replyTo === undefined ? undefined : { label: 'Answers go to', value: letter.replyTo },
    wording?.editedBy && wording.editedAt
      ? { label: 'Words changed', value: `${nameOf(wording.editedBy)}, ${say(wording.editedAt)}` }
      : undefined,
    letter.heldBy ? { label: 'Held by', value: nameOf(letter.heldBy) } : undefined,
    ...resendings.map(({ letterId, ofLetterId, sentBy, sentAt }) =>
      letterId === letter.id
        ? { label: 'Sent again', value: link(ofLetterId, `A letter from before, by ${nameOf(sentBy)}`) }
        : { label: 'Sent again', value: link(letterId, `${say(sentAt)}, by ${nameOf(sentBy)}`) },
    ),
  ];
}

function Acts({ run, letter, wording }: Props) {
  const path = `/desk/${run.id}/letters/${letter.id}`;
  const isDraft = letter.state === 'draft';
  if (!isDraft && !mayBeSent(letter)) return null;
  return (
    <Actions>
      {mayBeSent(letter) && (
        <ButtonForm action={`${path}/send`} kind="first">
          {isDraft ? 'Send this letter' : 'Try to send it again'}
        </ButtonForm>
      )}
      {isDraft && wording && <ButtonLink href={`${path}/edit`}>Edit its words</ButtonLink>}
      {isDraft && (
        <ButtonForm action={`${path}/${letter.heldBy ? 'release' : 'hold'}`}>
          {letter.heldBy ? 'Let it go' : 'Hold it back'}
        </ButtonForm>
      )}
      {isDraft && (
        <ButtonForm
          action={`${path}/discard`}
          kind="danger"
          confirm={{
            question: `Discard the letter to ${letter.toName}?`,
            detail: 'It is never sent. It stays in the list as discarded.',
            yes: 'Discard this letter',
          }}
        >
          Discard it
        </ButtonForm>
      )}
    </Actions>
  );
}

function SendAgain({ run, letter, resendings, errors, typed }: Props) {
  const times = resendings.filter(({ ofLetterId }) => ofLetterId === letter.id).length;
  return (
    <Section
      title="Send it again"
      hint="With words of your own above everything that it said. Both stay in the list."
    >
      <PostForm action={`/desk/${run.id}/letters/${letter.id}/resend`}>
        <Hidden name="times" value={times} />
        <TextArea
          name="preface"
          label="Your words above it"
          hint="Such as why it comes again. Markdown."
          value={typed}
          rows={4}
          error={errorFor(errors, 'preface')}
        />
        <Actions>
          <Button>Send it again to {letter.toName}</Button>
        </Actions>
      </PostForm>
    </Section>
  );
}
