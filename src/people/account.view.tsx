import type { Temporal } from 'temporal-polyfill';
import { sayDate, sayDateTime, sayZone } from '#calendar';
import {
  Button,
  ButtonForm,
  errorFor,
  ErrorSummary,
  Hidden,
  PostForm,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Facts } from '#look/facts.tsx';
import { Empty, PageHead, Section, Split, Time } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import type { OwnHat } from './hat.sql.ts';
import { HATS_AT } from './hats.ts';
import { HAT_WORDS } from './person.ts';
import type { Said } from './provider-visit.sql.ts';
import { SESSION_IDLE_HOURS, SESSION_LONGEST_HOURS, type Session } from './session.sql.ts';
import type { HouseName } from './sign-in.ts';

export type AccountProps = {
  email: string;
  name: string;
  department: string;
  /** Shown, and changed by somebody else: the provider that says it, or for a head of department the programme team. */
  departmentIsFixed: boolean;
  /** What their work account says of them. */
  said: Said | undefined;
  errors: readonly FieldError[];
  sessions: readonly Session[];
  thisSession: string;
  hats: readonly OwnHat[];
  /** The work account opens this account too. */
  tied: boolean;
  house: HouseName;
};

/** A person's own page: what they are called, where they are signed in, what they may do here. */
export function AccountView(props: AccountProps) {
  return (
    <>
      <ErrorSummary errors={props.errors} />
      <PageHead title="Your account" lede="What you are called here, and where you are signed in." />
      <Split asideLabel="Your roles and ways in" aside={<Aside {...props} />}>
        <AboutYou {...props} />
        <Devices {...props} />
      </Split>
    </>
  );
}

function AboutYou({ name, department, departmentIsFixed, said, house, errors }: AccountProps) {
  return (
    <Section title="About you">
      {said && <SaidFacts said={said} house={house} />}
      <PostForm action="/account" label="About you">
        <TextField
          name="name"
          label="Your name"
          hint={`As it should stand in letters and on a certificate.${said?.name ? ' It may differ from what your work account says.' : ''}`}
          autocomplete="name"
          size="half"
          maxLength={200}
          spellcheck={false}
          value={name}
          error={errorFor(errors, 'name')}
        />
        {departmentIsFixed && department !== said?.department && (
          <p class="hint">
            Your department is {department || 'not set'}. You see its figures, so the programme team sets it.
          </p>
        )}
        {!departmentIsFixed && (
          <TextField
            name="department"
            label="Your department"
            optional
            autocomplete="organization"
            size="half"
            maxLength={200}
            value={department}
            error={errorFor(errors, 'department')}
          />
        )}
        <Button kind="first">Save</Button>
      </PostForm>
    </Section>
  );
}

/** What the work account says: to be read here, and corrected there. */
function SaidFacts({ said, house }: { said: Said; house: HouseName }) {
  const facts = [
    { label: 'Name', value: said.name },
    { label: 'E-mail', value: said.email },
    { label: 'Department', value: said.department },
  ].filter(({ value }) => value !== '');
  if (facts.length === 0) return null;
  return (
    <>
      <Facts facts={facts} />
      <p class="hint">
        From your {house.name} account, each time you sign in with it. If something is wrong, have it
        corrected there.
      </p>
    </>
  );
}

function Devices({ sessions, thisSession, house }: AccountProps) {
  const others = sessions.length > 1;
  return (
    <Section
      title="Where you are signed in"
      hint={`A device is signed out by itself after ${SESSION_IDLE_HOURS} hours without use, and after ${SESSION_LONGEST_HOURS / 24} days in any case. Times are ${sayZone(house.zone)}.`}
      action={
        others && (
          <ButtonForm
            action="/account/sessions/end-others"
            kind="quiet"
            confirm={{ question: 'Sign out every other device?', yes: 'Sign them out' }}
          >
            End all others
          </ButtonForm>
        )
      }
    >
      <DataTable
        caption="Devices that are signed in as you"
        hideCaption
        rows={sessions}
        columns={[
          { key: 'device', label: 'Device', cell: ({ device }) => device, rowHeader: true },
          {
            key: 'seen',
            label: 'Last used',
            cell: ({ id, seenAt }) =>
              id === thisSession ? (
                <StateTag kind="now">This one, now</StateTag>
              ) : (
                <Moment at={seenAt} zone={house.zone} />
              ),
          },
          {
            key: 'began',
            label: 'Signed in',
            cell: ({ beganAt }) => <Moment at={beganAt} zone={house.zone} />,
          },
          {
            key: 'end',
            label: 'Sign out',
            narrow: 'plain',
            cell: (session) => <EndButton session={session} thisSession={thisSession} />,
          },
        ]}
      />
    </Section>
  );
}

function EndButton({ session, thisSession }: { session: Session; thisSession: string }) {
  return (
    <ButtonForm action={`/account/sessions/${session.id}/end`} kind="quiet">
      End{' '}
      <span class="unseen">
        {session.id === thisSession ? 'this session' : `the one on ${session.device}`}
      </span>
    </ButtonForm>
  );
}

/** A date and time without its year: sessions are younger than a week. */
function Moment({ at, zone }: { at: Temporal.Instant; zone: string }) {
  const words = sayDateTime(at.toZonedDateTimeISO(zone).toPlainDateTime(), { year: false });
  return <Time iso={at.toString({ smallestUnit: 'second' })}>{words}</Time>;
}

function Aside({ email, hats, tied, house }: AccountProps) {
  return (
    <>
      <Section title="How you sign in">
        <p class="address">
          <strong>{email}</strong>
        </p>
        {tied && <p>Your {house.name} account opens this account too.</p>}
        <p class="hint">
          E-mailed links go to this address. To change it, <a href="/enquiries/new">ask the team</a>.
        </p>
      </Section>
      <Section title="Your roles">
        {hats.length === 0 ? (
          <Empty title="No role yet">
            <p>
              Whoever runs a programme gives roles: mentor, selector, assessor and so on. You need none to
              apply.
            </p>
          </Empty>
        ) : (
          <ul class="role-list">
            {hats.map((worn) => (
              <Role worn={worn} />
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function Role({ worn: { hat, organisation, since } }: { worn: OwnHat }) {
  return (
    <li>
      <strong>{HAT_WORDS[hat]}</strong>, {organisation.name}
      <p class="hint">Since {sayDate(since.toZonedDateTimeISO(organisation.zone).toPlainDate())}</p>
      {HATS_AT[organisation.kind][0] === hat && (
        <a href={`/people/hats/${organisation.id}`}>Who has which role</a>
      )}
    </li>
  );
}

/** Asked once, after the first sign-in. */
export function NameView({
  title,
  to,
  name,
  errors,
}: {
  title: string;
  to: string;
  name: string;
  errors: readonly FieldError[];
}) {
  return (
    <div class="sign-in">
      <ErrorSummary errors={errors} />
      <PageHead
        title={title}
        lede="You are in. We ask this once, and then you go on to where you were going."
      />
      <PostForm action="/account/name">
        <TextField
          name="name"
          label="Your name"
          hint="As it should stand in letters and on a certificate. You can change it under your account."
          autocomplete="name"
          size="half"
          maxLength={200}
          spellcheck={false}
          value={name}
          error={errorFor(errors, 'name')}
        />
        <Hidden name="to" value={to} />
        <Button kind="first">Go on</Button>
      </PostForm>
    </div>
  );
}
