import {
  Button,
  ButtonForm,
  ErrorSummary,
  errorFor,
  PostForm,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Inset, PageHead } from '#look/page-parts.tsx';
import { runName, runPath, type Programme, type Run } from '#programme';

type AskProps = {
  readonly programme: Programme;
  readonly open: Run | undefined;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
};

/** The one question: which address. */
export function AskView({ programme, open, typed, errors }: AskProps) {
  return (
    <>
      <PageHead
        title="Tell me when the next run opens"
        back={{ label: programme.name, href: `/programmes/${programme.slug}` }}
        lede="One letter, on the day applications open. Then we forget your address."
      />
      <ErrorSummary errors={errors} />
      {open && (
        <Inset kind="attention">
          <p>
            A run is open now: <a href={runPath(open)}>see the {runName(open)}</a>. Ask here for the one after
            it.
          </p>
        </Inset>
      )}
      <PostForm action={`/tell-me/${programme.slug}`}>
        <TextField
          name="email"
          label="Your e-mail address"
          type="email"
          autocomplete="email"
          size="half"
          value={typed.email}
          error={errorFor(errors, 'email')}
        />
        <div class="elsewhere" aria-hidden="true">
          <label for="homepage">Leave this empty</label>
          <input id="homepage" name="homepage" tabIndex={-1} autocomplete="off" value="" />
        </div>
        <Button kind="first">Tell me when it opens</Button>
      </PostForm>
    </>
  );
}

type AnsweredProps = { title: string; programme: Programme; isOwn: boolean };

/** What happens next, for a known address and for any other: it says the same to everyone who types one. */
export function AnsweredView({ title, programme, isOwn }: AnsweredProps) {
  return (
    <>
      <PageHead
        title={title}
        kicker={programme.name}
        back={{ label: programme.name, href: `/programmes/${programme.slug}` }}
        lede={
          isOwn
            ? 'A letter goes to the address of your account on the day applications to the next run open.'
            : 'We have sent a letter to the address you gave. Open the link in it: without that, nobody is told.'
        }
      />
      {!isOwn && (
        <p class="hint">
          No letter after some minutes? Look in the junk folder, or write to{' '}
          <a href={`mailto:${programme.contactAddress}`}>{programme.contactAddress}</a>. Who has confirmed
          already gets no second letter.
        </p>
      )}
    </>
  );
}

type ConfirmProps = {
  title: string;
  programme: Programme;
  isConfirmed: boolean;
  action: string;
  endPath: string;
};

/** The link of the letter: a button, since mail programs open links by themselves. */
export function ConfirmView({ title, programme, isConfirmed, action, endPath }: ConfirmProps) {
  return (
    <>
      <PageHead
        title={title}
        kicker={programme.name}
        lede={
          isConfirmed
            ? 'Your address is confirmed. One letter comes on the day applications to the next run open.'
            : 'Press the button, and one letter comes on the day applications to the next run open.'
        }
      />
      {isConfirmed ? (
        <p>
          <a href={endPath}>Do not tell me after all</a>
        </p>
      ) : (
        <ButtonForm kind="first" action={action}>
          Confirm my address
        </ButtonForm>
      )}
    </>
  );
}

type EndProps = { title: string; programme: Programme | undefined; action: string };

/** Ending it: one button, and the same answer however often. */
export function EndView({ title, programme, action }: EndProps) {
  if (!programme)
    return (
      <>
        <PageHead title={title} lede="We have no address of yours for this, and no letter comes." />
        <p>
          <a href="/programmes">See the programmes</a>
        </p>
      </>
    );
  return (
    <>
      <PageHead
        title={title}
        kicker={programme.name}
        lede="Press the button, and we forget your address: no letter comes when the next run opens."
      />
      <ButtonForm kind="first" action={action}>
        Forget my address
      </ButtonForm>
    </>
  );
}
