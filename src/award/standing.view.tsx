import { sayInstant } from '#calendar';
import { pathwayOf, type Edition } from '#framework';
import type { Person } from '#people';
import { Button, ErrorSummary, errorFor, PostForm, Radios, TextArea, type FieldError } from '#look/field.tsx';
import { PageHead, Section, Stack } from '#look/page-parts.tsx';
import { REVOCATION_REASONS, REVOCATION_WORDS, type Award } from './award.ts';
import type { PastRevocation } from './revocation.sql.ts';

/** The heading: what can be done to the award. */
export function standingTitle(award: Pick<Award, 'revoked'>): string {
  return award.revoked ? 'Reinstate this award' : 'Withdraw this award';
}

export type StandingProps = {
  award: Award;
  person: Person;
  edition: Edition;
  history: readonly PastRevocation[];
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
};

/** Withdrawing or reinstating, and what was done before. */
export function AwardStandingView(props: StandingProps) {
  const { award, person, edition, history, errors } = props;
  const { title } = pathwayOf(edition, award.pathwayId);
  return (
    <>
      <PageHead
        title={standingTitle(award)}
        kicker={`${title} · ${award.number} · ${person.name}`}
        back={{ label: title, href: `/awards/${award.id}` }}
        lede={
          award.revoked
            ? 'From that moment it verifies as it stands then. The holder has a letter.'
            : 'From that moment whoever verifies it is told so. It leaves the register, and the holder has a letter.'
        }
      />
      <ErrorSummary errors={errors} />
      {award.revoked ? <Reinstate {...props} /> : <Revoke {...props} />}
      {history.length > 0 && (
        <Section title="What was done before">
          <Stack>
            {history.map((one) => (
              <OneRevocation one={one} edition={edition} />
            ))}
          </Stack>
        </Section>
      )}
    </>
  );
}

function Revoke({ award, person, typed, errors }: StandingProps) {
  return (
    <PostForm
      action={`/awards/${award.id}/standing`}
      confirm={{ question: `Withdraw the award of ${person.name}?`, yes: 'Withdraw it' }}
    >
      <Radios
        name="reason"
        label="Why?"
        hint="These words are public: whoever verifies the award reads them, and so does the holder."
        value={typed.reason}
        options={REVOCATION_REASONS.map((value) => ({ value, label: REVOCATION_WORDS[value] }))}
        error={errorFor(errors, 'reason')}
      />
      <NoteField typed={typed} errors={errors} />
      <Button kind="danger">Withdraw this award</Button>
    </PostForm>
  );
}

function Reinstate({ award, typed, errors }: StandingProps) {
  return (
    <PostForm action={`/awards/${award.id}/standing/reinstate`}>
      <NoteField typed={typed} errors={errors} />
      <Button kind="first">Reinstate this award</Button>
    </PostForm>
  );
}

function NoteField({ typed, errors }: Pick<StandingProps, 'typed' | 'errors'>) {
  return (
    <TextArea
      name="note"
      label="Note for the record"
      hint="Seen by registrars only: who decided, and where the papers are."
      rows={3}
      value={typed.note}
      error={errorFor(errors, 'note')}
    />
  );
}

function OneRevocation({ one, edition }: { one: PastRevocation; edition: Edition }) {
  return (
    <Stack tight>
      <p>
        Withdrawn {sayInstant(one.revokedAt, edition.timeZone)}. {REVOCATION_WORDS[one.reason]}
      </p>
      <p class="hint">{one.note}</p>
      {one.reinstatedAt && (
        <>
          <p>Reinstated {sayInstant(one.reinstatedAt, edition.timeZone)}.</p>
          <p class="hint">{one.reinstatedNote}</p>
        </>
      )}
    </Stack>
  );
}
