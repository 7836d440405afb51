import type { ComponentChildren } from 'preact';
import { Temporal } from 'temporal-polyfill';
import { sayDate, sayDateTime } from '#calendar';
import {
  Actions,
  Button,
  ButtonForm,
  ErrorSummary,
  errorFor,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Note } from '#look/note.tsx';
import { Details, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';

import type { Comment, Thread } from './comment.ts';
import type { Feedback, Lookers } from './feedback.ts';
import { slotName } from './portfolio.ts';
import type { Share } from './share.sql.ts';

export type FeedbackPanelProps = {
  feedback: Feedback;
  /** Who looks: the owner settles comments, a mentor answers them. */
  as: 'owner' | 'mentor';
};

/** What was said of a section, and who can see it now: to stand beside its text. */
export function FeedbackPanel({ feedback, as }: FeedbackPanelProps) {
  const { threads, portfolio } = feedback;
  const open = threads.filter(({ comment }) => !comment.doneAt);
  const done = threads.filter(({ comment }) => comment.doneAt);
  return (
    <Section title="Feedback" id="feedback">
      {as === 'owner' && <SeenBy feedback={feedback} />}
      {threads.length === 0 && (
        <p class="hint">{as === 'owner' ? emptyFor(feedback) : 'Nothing has been said yet.'}</p>
      )}
      {open.map((thread) => (
        <ThreadView thread={thread} feedback={feedback} as={as} />
      ))}
      {done.length > 0 && (
        <Details
          summary={done.length === 1 ? '1 done' : `${done.length} done`}
          open={open.length === 0 && done.length < 3}
        >
          {done.map((thread) => (
            <ThreadView thread={thread} feedback={feedback} as={as} />
          ))}
        </Details>
      )}
      {as === 'owner' && threads.length > 0 && (
        <p class="hint">
          <a href={`/portfolio/${portfolio.id}/feedback`}>All feedback</a>
        </p>
      )}
    </Section>
  );
}

function emptyFor({ shares }: Feedback): string {
  return shares.length === 0
    ? 'Share your portfolio with a mentor to have it read.'
    : 'Mark this section ready for feedback, and what your mentor says will stand here.';
}

/** Who can read the portfolio now and until when, always in sight, with the way to change it. */
export function SeenBy({ feedback }: { feedback: Lookers }) {
  const { shares, names, portfolio } = feedback;
  return (
    <p class="seen-by">
      {shares.length === 0
        ? 'Only you see this.'
        : `Seen by ${shares.map((share) => seenWords(share, names)).join(', and ')}.`}{' '}
      <a href={`/portfolio/${portfolio.id}/shares`}>
        {shares.length === 0 ? 'Share it' : 'Change who sees it'}
      </a>
    </p>
  );
}

function seenWords({ personId, untilDay }: Share, names: ReadonlyMap<string, string>): string {
  return `${names.get(personId) ?? 'somebody'} until ${sayDate(Temporal.PlainDate.from(untilDay))}`;
}

type ThreadProps = { thread: Thread; feedback: Feedback; as: 'owner' | 'mentor'; alone?: boolean };

function ThreadView({ thread: { comment, answers }, feedback, as, alone = false }: ThreadProps) {
  return (
    <div class="thread" id={`comment-${comment.id}`}>
      <CommentNote
        comment={comment}
        feedback={feedback}
        actions={<ThreadActions {...{ comment, feedback, as, alone }} />}
      />
      {answers.length > 0 && (
        <div class="thread-answers">
          {answers.map((answer) => (
            <CommentNote comment={answer} feedback={feedback} />
          ))}
        </div>
      )}
    </div>
  );
}

function CommentNote({
  comment,
  feedback,
  actions,
}: {
  comment: Comment;
  feedback: Feedback;
  actions?: ComponentChildren;
}) {
  const { names, astray, ratings, slot, portfolio, zone } = feedback;
  const component = slot.components.find(({ id }) => id === comment.component)?.title;
  const rating = ratings.find(({ id }) => id === comment.rating);
  return (
    <Note
      who={names.get(comment.authorId) ?? 'Somebody'}
      role={[
        comment.authorId === portfolio.personId ? undefined : 'mentor',
        comment.answersId ? undefined : component,
      ]
        .filter(Boolean)
        .join(' · ')}
      when={whenOf(comment.writtenAt, zone)}
      about={comment.quote}
      open={comment.answersId === undefined && !comment.doneAt}
      actions={actions}
    >
      {astray.has(comment.id) && (
        <p>
          <StateTag kind="closed">No longer in the text</StateTag>
        </p>
      )}
      {rating && (
        <p>
          Today, in the assessors’ words: <strong>{rating.title}</strong>
        </p>
      )}
      {paragraphs(comment.words)}
    </Note>
  );
}

/** Plain words in their paragraphs. */
export function paragraphs(words: string) {
  return words.split(/\n{2,}/).map((paragraph) => <p class="as-typed">{paragraph}</p>);
}

/** A moment for reading and for machines: "Wed 12 June 2024, 1.05pm". */
export function whenOf(at: Temporal.Instant, zone: string): { iso: string; words: string } {
  return { iso: at.toString(), words: sayDateTime(at.toZonedDateTimeISO(zone).toPlainDateTime()) };
}

function ThreadActions({
  comment,
  feedback,
  as,
  alone,
}: {
  comment: Comment;
  feedback: Feedback;
  as: 'owner' | 'mentor';
  alone: boolean;
}) {
  const address = commentAddress(feedback, comment.id, as);
  return (
    <>
      {!alone && (
        <a href={address}>
          Answer<span class="unseen"> {feedback.names.get(comment.authorId)}</span>
        </a>
      )}
      {as === 'owner' && (
        <ButtonForm action={`${address}/${comment.doneAt ? 'reopen' : 'done'}`} kind="quiet" enhance>
          {comment.doneAt ? 'Open again' : 'Mark as done'}
        </ButtonForm>
      )}
    </>
  );
}

function commentAddress({ portfolio }: Feedback, commentId: string, as: 'owner' | 'mentor'): string {
  const base = as === 'owner' ? `/portfolio/${portfolio.id}` : `/mentoring/${portfolio.id}`;
  return `${base}/comments/${commentId}`;
}

/** One comment with its answers, and a field to answer. */
export function AnswerView({
  thread,
  feedback,
  as,
  words,
  errors,
}: {
  thread: Thread;
  feedback: Feedback;
  as: 'owner' | 'mentor';
  words: string;
  errors: readonly FieldError[];
}) {
  const base = as === 'owner' ? `/portfolio/${feedback.portfolio.id}` : `/mentoring/${feedback.portfolio.id}`;
  const section = `${base}/sections/${feedback.slot.key}`;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        title="Answer feedback"
        back={{ label: slotName(feedback.slot), href: `${section}#feedback` }}
      />
      <ThreadView thread={thread} feedback={feedback} as={as} alone />
      <PostForm action={commentAddress(feedback, thread.comment.id, as)}>
        <TextArea name="words" label="Your answer" rows={4} value={words} error={errorFor(errors, 'words')} />
        <Actions>
          <Button kind="first">Send this answer</Button>
          <a href={`${section}#feedback`}>Leave it</a>
        </Actions>
      </PostForm>
    </>
  );
}

/** All feedback on a portfolio, section by section, open ones first. */
export function AllFeedbackView({ sections, lookers }: { sections: readonly Feedback[]; lookers: Lookers }) {
  const path = `/portfolio/${lookers.portfolio.id}`;
  return (
    <>
      <PageHead title="Feedback" back={{ label: 'Your portfolio', href: path }} />
      <SeenBy feedback={lookers} />
      {sections.length === 0 && (
        <p>
          No one has said anything yet. What a mentor says of a section will stand here and beside the
          section.
        </p>
      )}
      {sections.map((feedback) => (
        <Section
          title={slotName(feedback.slot)}
          action={<a href={`${path}/sections/${feedback.slot.key}`}>Open the section</a>}
        >
          {feedback.threads.map((thread) => (
            <ThreadView thread={thread} feedback={feedback} as="owner" />
          ))}
        </Section>
      ))}
    </>
  );
}
