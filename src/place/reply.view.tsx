import type { Temporal } from 'temporal-polyfill';
import { sayDuration, sayInstant } from '#calendar';
import { runName } from '#programme';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { PageHead, Prose } from '#look/page-parts.tsx';
import type { ReplyAnswer } from './offer.ts';
import type { OpenedOffer } from './opened-offer.ts';
import { heldUntilFor } from './rules.ts';

type Answer = Exclude<ReplyAnswer, 'accepted'>;

export type ReplyViewProps = OpenedOffer & {
  answer: Answer;
  reason: string;
  errors: readonly FieldError[];
  now: Temporal.Instant;
};

/** The headings of the two pages. */
export const REPLY_TITLES: Readonly<Record<Answer, string>> = {
  declined: 'Decline this place',
  deferred: 'Put your place off to the next run',
};

/** Saying no for good or for this time, with what follows from it said first. */
export function ReplyView(props: ReplyViewProps) {
  const { application, run, answer, reason, errors } = props;
  const offerPath = `/applications/${application.id}/offer`;
  const isDeferring = answer === 'deferred';
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        back={{ href: offerPath, label: 'Your offer of a place' }}
        kicker={runName(run)}
        title={REPLY_TITLES[answer]}
        lede={
          isDeferring
            ? 'Your application is kept with every answer, and so is your place in the queue.'
            : 'The place goes to the next person on the reserve list.'
        }
      />
      <Prose>
        {isDeferring && <Deferring {...props} />}
        <p>{sayUndo(props)}</p>
      </Prose>
      <PostForm action={offerPath} label={REPLY_TITLES[answer]}>
        <Hidden name="answer" value={answer} />
        <TextArea
          name="reason"
          label="Why?"
          hint="If you like. The team reads it; it helps us to plan."
          optional
          rows={3}
          value={reason}
          error={errorFor(errors, 'reason')}
        />
        <Actions>
          <Button kind={isDeferring ? 'first' : 'danger'}>
            {isDeferring ? 'Put it off to the next run' : 'Decline this place'}
          </Button>
          <a href={offerPath}>Not yet</a>
        </Actions>
      </PostForm>
    </>
  );
}

function Deferring({ next }: ReplyViewProps) {
  const when = next
    ? next.isOpen
      ? `It comes into the ${runName(next.run)} at once.`
      : `It comes into the ${runName(next.run)} when applications to that open, on ${sayInstant(next.run.opensAt, next.run.zone, { edge: 'opens' })}.`
    : 'There is no next run yet. It waits until there is one, and we write to you then.';
  return (
    <p>
      The team of the next run sees it first. {when} This place goes to the next person on the reserve list.
    </p>
  );
}

function sayUndo({ rule, offer, now }: ReplyViewProps): string {
  const until = heldUntilFor(rule, offer.replyBy, now);
  if (!until) return 'This cannot be taken back.';
  const minutes = Math.max(1, Math.round((until.epochMilliseconds - now.epochMilliseconds) / 60_000));
  return `If you change your mind, you can take your answer back for ${sayDuration(minutes)}. Until then the place is held for you.`;
}
