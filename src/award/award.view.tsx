import type { Temporal } from 'temporal-polyfill';
import { plainDate, sayTimeLeft } from '#registration';
import { PathwayBlaze, pathwayOf, type Edition } from '#framework';
import type { Organisation, Person } from '#people';
import {
  Actions,
  Button,
  ButtonForm,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  errorFor,
  PostForm,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { CopyText } from '#look/copy.tsx';
import { Facts } from '#look/facts.tsx';
import { Inset, PageHead, Section, Split } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { isFromElsewhere, REVOCATION_WORDS, type Award, type AwardStanding } from './award.ts';
import { verifyPath } from './code.ts';
import { dayInWords } from './day.ts';

export type AwardProps = {
  award: Award;
  isHolder: boolean;
  keeps: boolean;
  standing: AwardStanding;
  person: Person;
  body: Organisation;
  edition: Edition;
  today: Temporal.PlainDate;
  /** The house's public address, without a slash at its end. */
  base: string;
  typed: Readonly<Record<string, string>> | undefined;
  errors: readonly FieldError[];
};

/** An award as its holder has it: standing, number, dates, certificate, verification, register. */
export function AwardView(props: AwardProps) {
  const { award, isHolder, standing, person, body, edition, errors } = props;
  const pathway = pathwayOf(edition, award.pathwayId);
  const holds = standing === 'valid';
  const says = isHolder
    ? `You ${holds ? 'hold' : 'held'} ${pathway.title}${holds ? ` and may put ${pathway.abbreviation} after your name` : ''}.`
    : `${person.name} ${holds ? 'holds' : 'held'} ${pathway.title}.`;
  return (
    <>
      <PageHead
        title={pathway.title}
        kicker={<PathwayBlaze pathway={pathway} label={`Awarded by ${body.name}`} />}
        lede={says}
        meter={<StandingTag standing={standing} />}
        actions={
          award.givenHere &&
          standing !== 'revoked' && (
            <ButtonLink kind="first" href={`/awards/${award.id}/certificate.pdf`} download>
              Download the certificate (PDF)
            </ButtonLink>
          )
        }
      />
      <ErrorSummary errors={errors} />
      {award.revoked && (
        <Inset kind="attention">
          <p>
            <strong>This award was withdrawn.</strong> {REVOCATION_WORDS[award.revoked.reason]} To ask about
            it, write to <a href={`mailto:${body.contactAddress}`}>{body.contactAddress}</a>.
          </p>
        </Inset>
      )}
      {isHolder && holds ? (
        <Split asideLabel="Register of holders" aside={<RegisterChoice {...props} />}>
          <Main {...props} />
        </Split>
      ) : (
        <Main {...props} />
      )}
    </>
  );
}

function Main(props: AwardProps) {
  const { award, isHolder, keeps } = props;
  return (
    <>
      <TheFacts {...props} />
      {award.code && <Verification {...props} code={award.code} />}
      {!award.givenHere && isHolder && <NumberForm {...props} />}
      {keeps && (
        <Section title="For the registrar">
          <p>
            <a href={`/awards/${award.id}/standing`}>
              {award.revoked ? 'Reinstate this award' : 'Withdraw this award'}
            </a>
          </p>
        </Section>
      )}
    </>
  );
}

/** How an award stands, with its sign. */
export function StandingTag({ standing }: { standing: AwardStanding }) {
  if (standing === 'revoked') return <StateTag kind="stop">Withdrawn</StateTag>;
  if (standing === 'expired') return <StateTag kind="closed">Run out</StateTag>;
  return <StateTag kind="done">Valid</StateTag>;
}

function TheFacts({ award, person, body, isHolder, edition, today, standing }: AwardProps) {
  const pathway = pathwayOf(edition, award.pathwayId);
  const dated = (text: string) => `${dayInWords(text)}, ${sayTimeLeft(today, plainDate(text))}`;
  return (
    <Section title="The award">
      <Facts
        facts={[
          isHolder ? undefined : { label: 'Holder', value: person.name },
          { label: 'Number', value: award.number ?? 'Not written down yet' },
          { label: 'Letters after the name', value: pathway.abbreviation },
          { label: 'Awarded on', value: dayInWords(award.awardedOn) },
          isFromElsewhere(award)
            ? {
                label: 'Awarded elsewhere',
                value: `Outside this house, and entered here from ${body.name}’s list`,
              }
            : undefined,
          award.renewedOn ? { label: 'Reviewed on', value: dayInWords(award.renewedOn) } : undefined,
          { label: 'Valid until', value: award.validUntil ? dated(award.validUntil) : 'It does not lapse' },
          award.reviewDue && standing !== 'revoked'
            ? { label: 'Review due', value: dated(award.reviewDue) }
            : undefined,
        ]}
      />
      {edition.award.review && standing === 'valid' && (
        <p class="hint">
          Every {edition.award.review.everyYears} years you show what you have done since, and the award holds
          on. Keep notes of courses, talks and conversations that changed your work: they make the review.
        </p>
      )}
    </Section>
  );
}

function Verification({ award, base, code }: AwardProps & { code: string }) {
  return (
    <Section title="So that anyone can check it">
      <p>
        Give this address with an application, on a profile or in your e-mail signature. It shows your name,
        the award, its number and its dates, and nothing else; it works wherever you work.
      </p>
      <CopyText label="Verification address" value={base + verifyPath(code)} />
      <p>
        <a href={verifyPath(code)}>See what others see</a>
        {award.revoked && ': that the award was withdrawn, and why'}
      </p>
    </Section>
  );
}

function NumberForm({ award, body, typed, errors }: AwardProps) {
  return (
    <Section title="Number and certificate">
      <p>
        {body.name} sends you both. Write the number down, so that it stands on this page and in the register.
      </p>
      <PostForm action={`/awards/${award.id}/number`}>
        <TextField
          name="number"
          label="Number on your certificate"
          size="half"
          autocomplete="off"
          value={typed?.number ?? award.number}
          error={errorFor(errors, 'number')}
        />
        <Button>Save the number</Button>
      </PostForm>
    </Section>
  );
}

function RegisterChoice({ award, errors, typed }: AwardProps) {
  const { register } = award;
  return (
    <Section title="Register of holders">
      <p>
        {register ? (
          <>
            You are in the public <a href="/register">register</a>, with your name, your award and the words
            below.
          </>
        ) : (
          <>
            You are in no public list. If you want to be found by others in the field, join the{' '}
            <a href="/register">register</a>: it shows your name, your award and what you write here.
          </>
        )}{' '}
        You leave it whenever you like, and at once when the award runs out.
      </p>
      <PostForm action={`/awards/${award.id}/register`} label="Register of holders">
        <TextArea
          name="says"
          label="What others may ask you about"
          hint="A line, such as: formative assessment at scale; feedback on wrong answers."
          rows={2}
          maxLength={200}
          optional
          value={typed?.says ?? register?.says}
          error={errorFor(errors, 'says')}
        />
        <Checkbox
          name="mayBeIndexed"
          label="Search engines may show my entry"
          hint="Without this, a page of the register with your name on it is kept out of them."
          checked={register?.mayBeIndexed ?? false}
        />
        <Actions>
          <Button>{register ? 'Save my entry' : 'Join the register'}</Button>
        </Actions>
      </PostForm>
      {register && (
        <ButtonForm action={`/awards/${award.id}/register`} values={{ leave: 'yes' }} kind="quiet">
          Leave the register
        </ButtonForm>
      )}
    </Section>
  );
}
