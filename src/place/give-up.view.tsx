import { runName } from '#programme';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { PageHead } from '#look/page-parts.tsx';
import type { OpenedOffer } from './opened-offer.ts';

/** Handing back an accepted place, with what follows from it said first. */
export function GiveUpView({
  application,
  run,
  reason,
  errors,
}: OpenedOffer & { reason: string; errors: readonly FieldError[] }) {
  const offerPath = `/applications/${application.id}/offer`;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        back={{ href: offerPath, label: 'Your place' }}
        kicker={runName(run)}
        title="Give up your place"
        lede="Your place goes to the next person on the reserve list at once, and you are no longer expected at the workshops. What you have written in your portfolio stays yours. This cannot be taken back."
      />
      <PostForm action={`/applications/${application.id}/give-up`} label="Give up the place">
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
          <Button kind="danger">Give up my place</Button>
          <a href={offerPath}>Keep it</a>
        </Actions>
      </PostForm>
    </>
  );
}
