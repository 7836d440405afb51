import type { Temporal } from 'temporal-polyfill';
import { sayInstant, standing } from '#calendar';
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
import type { Opened } from './opened.ts';

type WithdrawViewProps = Opened & { reason: string; errors: readonly FieldError[]; now: Temporal.Instant };

/** Taking an application back, with what follows from it said first. */
export function WithdrawView({ application, closing, reason, errors, now }: WithdrawViewProps) {
  const home = `/applications/${application.id}`;
  const open = standing(closing, now) !== 'closed';
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        back={{ href: home, label: 'Back to your application' }}
        title="Withdraw your application"
        lede={
          open
            ? `Nobody will decide on it. Your answers stay here, and you can send them again until ${sayInstant(closing.at, closing.zone)}.`
            : 'Nobody will decide on it, and it cannot be sent again, because applications have closed. You are welcome to apply in another year.'
        }
      />
      <PostForm action={`${home}/withdraw`} label="Withdraw">
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
          <Button kind="danger">Withdraw this application</Button>
          <a href={home}>Keep it</a>
        </Actions>
      </PostForm>
    </>
  );
}
