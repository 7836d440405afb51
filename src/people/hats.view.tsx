import { sayDate } from '#calendar';
import {
  Button,
  ButtonForm,
  errorFor,
  ErrorSummary,
  PostForm,
  Radios,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { PageHead, Section, Split, Time } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import type { Wearer } from './hat.sql.ts';
import { HAT_PURPOSE, HATS_AT } from './hats.ts';
import { HAT_WORDS, type Hat, type Organisation } from './person.ts';

export type HatsProps = {
  organisation: Organisation;
  wearers: readonly Wearer[];
  viewerId: string;
  errors: readonly FieldError[];
  typed: { name: string; email: string; hat: string };
};

/** Everyone with a role at an organisation, by role; a role given by address; a role taken back. */
export function HatsView(props: HatsProps) {
  const { organisation, wearers, errors } = props;
  return (
    <>
      <ErrorSummary errors={errors.map(({ field, message }) => ({ message, field: field || undefined }))} />
      <PageHead
        title="Who has which role"
        kicker={organisation.name}
        lede="What a person may see and do here follows from their roles, from the moment you give or take one."
        back={{ label: 'Your account', href: '/account' }}
      />
      <Split asideLabel="Give a role" aside={<GiveForm {...props} />}>
        {HATS_AT[organisation.kind].map((hat) => (
          <HatList {...props} hat={hat} wearers={wearers.filter((wearer) => wearer.hat === hat)} />
        ))}
      </Split>
    </>
  );
}

function HatList({ hat, wearers, organisation, viewerId }: HatsProps & { hat: Hat }) {
  const title = wearers.length === 1 ? HAT_WORDS[hat] : plural(hat);
  return (
    <Section title={title} hint={HAT_PURPOSE[hat]}>
      <div class="hat-list">
        <DataTable
          caption={title}
          hideCaption
          rows={wearers}
          empty={<p>Nobody yet.</p>}
          columns={[
            {
              key: 'name',
              label: 'Name',
              rowHeader: true,
              cell: ({ name, personId, email }) => (
                <>
                  {personId === viewerId ? `${name} (you)` : name}
                  <span class="hat-address">{email}</span>
                </>
              ),
            },
            {
              key: 'since',
              label: 'Since',
              cell: ({ since }) => <Since at={since} zone={organisation.zone} />,
            },
            {
              key: 'take',
              label: 'Take back',
              narrow: 'plain',
              cell: (wearer) => <TakeButton wearer={wearer} organisation={organisation} />,
            },
          ]}
        />
      </div>
    </Section>
  );
}

function plural(hat: Hat): string {
  return hat === 'head-of-department' ? 'Heads of department' : `${HAT_WORDS[hat]}s`;
}

function Since({ at, zone }: { at: Wearer['since']; zone: string }) {
  const date = at.toZonedDateTimeISO(zone).toPlainDate();
  return <Time iso={date.toString()}>{sayDate(date)}</Time>;
}

function TakeButton({ wearer, organisation }: { wearer: Wearer; organisation: Organisation }) {
  const hat = HAT_WORDS[wearer.hat].toLowerCase();
  return (
    <ButtonForm
      action={`/people/hats/${organisation.id}/take`}
      kind="quiet"
      values={{ person: wearer.personId, hat: wearer.hat }}
      confirm={{
        question: `Take the role of ${hat} back from ${wearer.name}?`,
        detail: 'They lose what it lets them see at once. What they did stays on record.',
        yes: 'Take it back',
      }}
    >
      Take back{' '}
      <span class="unseen">
        the role of {hat} from {wearer.name}
      </span>
    </ButtonForm>
  );
}

function GiveForm({ organisation, errors, typed }: HatsProps) {
  return (
    <Section title="Give a role" hint="They are told by e-mail, and sign in with that address.">
      <PostForm action={`/people/hats/${organisation.id}/give`} label="Give a role">
        <TextField
          name="name"
          label="Their name"
          hint="Not used if they are here already."
          maxLength={200}
          spellcheck={false}
          autocomplete="off"
          value={typed.name}
          error={errorFor(errors, 'name')}
        />
        <TextField
          name="email"
          label="Their e-mail address"
          type="email"
          spellcheck={false}
          autocomplete="off"
          value={typed.email}
          error={errorFor(errors, 'email')}
        />
        <Radios
          name="hat"
          label="Role"
          value={typed.hat || undefined}
          options={HATS_AT[organisation.kind].map((hat) => ({ value: hat, label: HAT_WORDS[hat] }))}
          error={errorFor(errors, 'hat')}
        />
        <Button kind="first">Give this role</Button>
      </PostForm>
    </Section>
  );
}
