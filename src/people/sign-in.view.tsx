import type { ComponentChildren } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  errorFor,
  ErrorSummary,
  Hidden,
  PostForm,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Details, Inset, Kicker, PageHead, Prose, Section, Split, Stack } from '#look/page-parts.tsx';
import { Trail } from '#look/trail.tsx';
import { LETTER_MINUTES } from './sign-in-letter.ts';
import { withWayOn } from './way-on.ts';

export type SignInProps = {
  to: string;
  email: string;
  errors: readonly FieldError[];
  /** Whose account the provider's button speaks of; undefined when no provider is set up. */
  provider: string | undefined;
  /** The buttons that lead to a provider. */
  accounts: readonly WorkAccount[];
  /** The identity that waits in this browser for an address to be proved. */
  waiting: Waiting | undefined;
};

/** A work account that opens this house too. */
export type WorkAccount = { label: string; href: string };

/** Who somebody is at the provider; '' when it did not say. */
export type Waiting = { name: string };

/** A page of signing in: one act, and beside it where on the short way in this is. */
function SignInPage({ step, children }: { step: number; children: ComponentChildren }) {
  const signs = WAY_IN.map((sign, index) => ({
    ...sign,
    place: index < step ? ('past' as const) : index === step ? ('here' as const) : ('ahead' as const),
  }));
  return (
    <Split
      asideLabel="How signing in by e-mail works"
      aside={
        <Stack>
          <Kicker>Signing in by e-mail</Kicker>
          <Trail label="Signing in by e-mail" signs={signs} />
        </Stack>
      }
    >
      <div class="sign-in">{children}</div>
    </Split>
  );
}

const WAY_IN = [
  { title: 'You give your address', lines: ['Any that you can read. There is no password.'] },
  {
    title: 'An e-mail arrives',
    lines: [`Within a minute, with a link and a code. Either works once, for ${LETTER_MINUTES} minutes.`],
  },
  { title: 'You are in', lines: ['On the page that you were on the way to.'] },
];

/** Many people's first page: one or two ways in, and what happens next. */
export function SignInView(props: SignInProps) {
  const { to, provider, accounts, errors } = props;
  return (
    <SignInPage step={0}>
      <ErrorSummary errors={errors} />
      <PageHead title="Sign in" lede={<Lede {...props} />} />
      {provider && !props.waiting && (
        <Stack>
          <ProviderLinks accounts={accounts} to={to} />
          <p class="sign-in-or">or, with any e-mail address</p>
        </Stack>
      )}
      <AskForm {...props} first={!provider || props.waiting !== undefined} />
      {provider && props.waiting && (
        <p>
          <a href={withWayOn(accounts[0]?.href ?? '/sign-in', to)}>
            That is somebody else’s account: sign in with another one
          </a>
        </p>
      )}
      <Section title={provider ? 'New here, or no work account?' : 'New here?'}>
        <Prose>
          <p>
            This is the way in for you too. Any e-mail address that you can read will do; your account is made
            when you use the link, and we then ask what you are called.
          </p>
        </Prose>
      </Section>
    </SignInPage>
  );
}

function Lede({ provider, waiting }: SignInProps) {
  if (waiting)
    return (
      <>
        You signed in to your {provider} account{waiting.name && ` as ${waiting.name}`}. One more step, this
        once: show us that an e-mail address is yours. From then on that account is enough.
      </>
    );
  if (provider)
    return <>Use your work account, or have a link e-mailed to you. Both open the same account.</>;
  return <>There is no password to remember: we e-mail you a link that lets you in.</>;
}

function ProviderLinks({ accounts, to }: { accounts: readonly WorkAccount[]; to: string }) {
  return accounts.map(({ label, href }, index) => (
    <p>
      <ButtonLink kind={index === 0 ? 'first' : 'plain'} href={withWayOn(href, to)}>
        {label}
      </ButtonLink>
    </p>
  ));
}

function AskForm({ to, email, errors, first }: SignInProps & { first: boolean }) {
  return (
    <PostForm action="/sign-in/letter" label="Sign in by e-mail">
      <TextField
        name="email"
        label="Your e-mail address"
        hint="The one that you applied with, if you have applied."
        type="email"
        autocomplete="email"
        inputmode="email"
        spellcheck={false}
        size="half"
        value={email}
        error={errorFor(errors, 'email')}
      />
      <Hidden name="to" value={to} />
      <Button kind={first ? 'first' : 'plain'}>E-mail me a link</Button>
    </PostForm>
  );
}

export type SentProps = {
  /** Where the letter went, if this browser asked for it and kept our cookie. */
  email: string | undefined;
  until: string;
  to: string;
  errors: readonly FieldError[];
  /** Why no code can be typed any more. */
  refusal: string | undefined;
  /** The provider's account that this will be tied to as well. */
  tie: string | undefined;
  /** Where letters are read when nothing is posted: a trial on one's own machine. */
  mailbox: string | undefined;
};

/** The page to wait on: what to look for, and the code for whoever reads mail on another device. */
export function SentView(props: SentProps) {
  const { email, errors, to, mailbox } = props;
  return (
    <SignInPage step={1}>
      <ErrorSummary errors={errors} />
      <PageHead
        title="Look in your inbox"
        lede={
          email ? (
            <>
              We sent an e-mail to <strong class="sign-in-address">{email}</strong>. It holds a link and a
              code: use whichever is easier, once, {props.until}.
            </>
          ) : (
            <>The e-mail holds a link that lets you in. It works once, for {LETTER_MINUTES} minutes.</>
          )
        }
      />
      {mailbox && (
        <Inset>
          <p>
            This is a trial, so nothing is posted. <a href={mailbox}>Read the e-mail in the mailbox</a>.
          </p>
        </Inset>
      )}
      {props.refusal && (
        <Inset kind="attention">
          <p>{props.refusal}</p>
        </Inset>
      )}
      {email && props.tie && <TieInset tie={props.tie} />}
      {email && !props.refusal && <CodeForm errors={errors} />}
      <Details summary="Nothing there?">
        <Prose>
          <ul>
            <li>It can take a minute. Some mailboxes put it under junk or “other”.</li>
            <li>Is the address right? A letter to a mistyped address reaches somebody else, or nobody.</li>
          </ul>
        </Prose>
        <p>
          <a href={withWayOn('/sign-in', to)}>Send it again, or to another address</a>
        </p>
      </Details>
    </SignInPage>
  );
}

function CodeForm({ errors }: { errors: readonly FieldError[] }) {
  return (
    <PostForm action="/sign-in/code" label="Sign in by code">
      <TextField
        name="code"
        label="The code from the e-mail"
        hint="Eight digits. It works in this browser only."
        size="short"
        inputmode="numeric"
        autocomplete="one-time-code"
        spellcheck={false}
        error={errorFor(errors, 'code')}
      />
      <Button kind="first">Sign in</Button>
    </PostForm>
  );
}

/** What a link opens: a button. Opening changes nothing, because mail scanners open every link. */
export function LinkView({
  link,
  address,
  tie,
  leaving,
}: {
  link: string;
  address: string;
  /** The provider's account that this will be tied to as well. */
  tie: string | undefined;
  /** Who this browser is signed in as now, if that is somebody else. */
  leaving: string | undefined;
}) {
  return (
    <SignInPage step={2}>
      <PageHead
        title="Sign in"
        lede="One click, and you are in. The button is here because some mail systems open every link by themselves."
      />
      {leaving && (
        <Inset>
          <p>This browser is signed in as {leaving}. That ends when you go on.</p>
        </Inset>
      )}
      {tie && <TieInset tie={tie} />}
      <PostForm action={`/sign-in/link/${link}`}>
        <Button kind="first">Sign in as {address}</Button>
      </PostForm>
    </SignInPage>
  );
}

function TieInset({ tie }: { tie: string }) {
  return (
    <Inset>
      <p>From then on, {tie} opens this account too.</p>
    </Inset>
  );
}

/** A way in that is closed, in a sentence, with another one beside it. */
export function NoEntryView({
  title,
  says,
  to,
  again,
}: {
  title: string;
  says: string;
  to: string;
  /** Another way than a letter that can be tried again. */
  again?: { label: string; href: string } | undefined;
}) {
  return (
    <div class="sign-in">
      <PageHead title={title} lede={says} />
      <Actions>
        <ButtonLink kind="first" href={withWayOn('/sign-in', to)}>
          Sign in by e-mail
        </ButtonLink>
        {again && <ButtonLink href={again.href}>{again.label}</ButtonLink>}
      </Actions>
    </div>
  );
}
