import { sayInstant } from '#calendar';
import { findOutcome, type DeclarationField, type Edition } from '#framework';
import { Facts } from '#look/facts.tsx';
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  errorFor,
  PostForm,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Inset, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag, type StateKind } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { now } from '#platform/clock.ts';
import type { Finding, Preflight } from './preflight.ts';
import { declarationField } from './submit.form.ts';
import type { Submission } from './submission.sql.ts';

/** What stands between a portfolio and its submission, at any time; and what was submitted before. */
export function CheckView({ ready }: { ready: Preflight }) {
  const { findings, history, portfolio, edition } = ready;
  const blockers = findings.filter(({ severity }) => severity === 'blocker');
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  const waiting = history.find(({ end }) => !end);
  return (
    <>
      <PageHead
        title="Check and submit"
        back={{ label: 'Your portfolio', href: `/portfolio/${portfolio.id}` }}
        lede="Look at this as often as you like. Nothing leaves your hands until you have signed on the next page."
        meter={<CheckMeter blockers={blockers.length} warnings={warnings.length} ready={ready} />}
      />
      {waiting ? (
        <Inset>
          <p>
            {waiting.number} is submitted and waits for its outcome.{' '}
            <a href={`/portfolio/${portfolio.id}/submissions/${waiting.id}`}>See what you submitted</a>
          </p>
        </Inset>
      ) : (
        <Way ready={ready} blockers={blockers} />
      )}
      {warnings.length > 0 && (
        <Section title="Worth a look" hint="None of these stops you. You decide.">
          <Findings of={warnings} />
        </Section>
      )}
      {history.length > 0 && <History edition={edition} history={history} />}
    </>
  );
}

function CheckMeter({ blockers, warnings, ready }: { blockers: number; warnings: number; ready: Preflight }) {
  const words = ready.parts.reduce((sum, part) => sum + part.words, 0);
  return (
    <>
      {blockers > 0 ? (
        <StateTag kind="attention">
          {blockers === 1 ? '1 thing in the way' : `${blockers} things in the way`}
        </StateTag>
      ) : (
        <StateTag kind="done">Nothing in the way</StateTag>
      )}
      {warnings > 0 && <span>{warnings} worth a look</span>}
      <span>{words.toLocaleString('en-GB')} words</span>
      <span>{ready.evidence.length === 1 ? '1 piece' : `${ready.evidence.length} pieces`} of evidence</span>
    </>
  );
}

function Way({ ready, blockers }: { ready: Preflight; blockers: readonly Finding[] }) {
  if (blockers.length > 0) {
    return (
      <Section title="In the way" hint="A portfolio can be submitted when these are mended.">
        <Findings of={blockers} />
      </Section>
    );
  }
  return (
    <Section title="Ready">
      <p>
        This will be a {ready.kind?.title.toLowerCase()}. On the next page you sign the declaration; then an
        exact copy is kept for the assessors, and your own portfolio stays open.
      </p>
      <Actions>
        <ButtonLink kind="first" href={`/portfolio/${ready.portfolio.id}/submit/sign`}>
          Go on to sign
        </ButtonLink>
        <a href={`/portfolio/${ready.portfolio.id}/read`}>Read it once more as the assessors will</a>
      </Actions>
    </Section>
  );
}

function Findings({ of }: { of: readonly Finding[] }) {
  return (
    <ul class="findings">
      {of.map(({ says, href, mend }) => (
        <li>
          <span>{says}</span>{' '}
          <a href={href}>
            {mend}
            <span class="unseen">: {says}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Every submission of a portfolio and how it stands. */
function History({ edition, history }: { edition: Edition; history: readonly Submission[] }) {
  return (
    <Section title="What you have submitted" id="submissions">
      <DataTable
        caption="Submissions"
        hideCaption
        rows={history}
        columns={[
          {
            key: 'number',
            label: 'Number',
            rowHeader: true,
            cell: ({ id, number, portfolioId }) => (
              <a href={`/portfolio/${portfolioId}/submissions/${id}`}>{number}</a>
            ),
          },
          {
            key: 'kind',
            label: 'Kind',
            cell: ({ kind }) => edition.submissionKinds.find(({ id }) => id === kind)?.title,
          },
          { key: 'when', label: 'Submitted', cell: ({ submittedAt, zone }) => sayInstant(submittedAt, zone) },
          {
            key: 'state',
            label: 'State',
            narrow: 'beside',
            cell: (one) => <SubmissionState edition={edition} submission={one} />,
          },
        ]}
      />
    </Section>
  );
}

/** How a submission stands, in words for its owner. */
export function SubmissionState({ edition, submission }: { edition: Edition; submission: Submission }) {
  const { kind, words } = standing(edition, submission);
  return <StateTag kind={kind}>{words}</StateTag>;
}

function standing(edition: Edition, { end, openedAt }: Submission): { kind: StateKind; words: string } {
  if (!end) return { kind: 'waiting', words: openedAt ? 'With assessors' : 'Submitted' };
  if (end.how === 'withdrawn') return { kind: 'closed', words: 'Taken back' };
  if (end.how === 'returned') return { kind: 'attention', words: 'Sent back to you' };
  const outcome = findOutcome(edition, end.outcomeId ?? '');
  return { kind: outcome?.award ? 'done' : 'attention', words: outcome?.title ?? 'Decided' };
}

export type SignProps = {
  ready: Preflight;
  name: string;
  typed: Readonly<Record<string, string>>;
  signedOn: string;
  errors: readonly FieldError[];
};

/** The last look and the declaration, before a copy is made. */
export function SignView({ ready, name, typed, signedOn, errors }: SignProps) {
  const { portfolio, declaration, edition } = ready;
  const back = `/portfolio/${portfolio.id}/submit`;
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead title="Sign and submit" back={{ label: 'Check', href: back }} />
      <Section title="What will be submitted">
        <Facts facts={handedIn(ready)} />
      </Section>
      <Section title={declaration?.title ?? 'Declaration'}>
        <ul class="prose">
          {declaration?.declaration?.statement.map((line) => (
            <li>{line}</li>
          ))}
        </ul>
        <PostForm action={back}>
          {declaration?.declaration?.fields.map((field) => (
            <Declared field={field} name={name} typed={typed} signedOn={signedOn} errors={errors} />
          ))}
          <p class="hint">
            It is {sayInstant(now(), edition.timeZone)}. Until an assessor begins to read, you can take it
            back.
          </p>
          <Actions>
            <Button kind="first">Submit your portfolio</Button>
            <a href={back}>Not yet</a>
          </Actions>
        </PostForm>
      </Section>
    </>
  );
}

function handedIn({ slots, evidence, parts, kind, edition, portfolio, registration }: Preflight) {
  const keys = slots.map(({ key }) => key);
  const used = evidence.filter(({ usedIn }) => usedIn.some((key) => keys.includes(key)));
  const words = parts.filter(({ slot }) => keys.includes(slot)).reduce((sum, part) => sum + part.words, 0);
  return [
    { label: 'Kind', value: kind?.title },
    { label: 'Pathway', value: edition.pathways.find(({ id }) => id === portfolio.pathwayId)?.title },
    { label: 'Sections', value: `${slots.length}, ${words.toLocaleString('en-GB')} words` },
    { label: 'Evidence', value: `${used.length} ${used.length === 1 ? 'piece' : 'pieces'}` },
    ...(registration ? [{ label: 'Registration', value: registration.reference }] : []),
  ];
}

type DeclaredProps = Pick<SignProps, 'name' | 'typed' | 'signedOn' | 'errors'> & { field: DeclarationField };

function Declared({ field, name, typed, signedOn, errors }: DeclaredProps) {
  const control = declarationField(field.id);
  const error = errorFor(errors, control);
  const value = typed[control] ?? '';
  if (field.kind === 'date') return <Facts facts={[{ label: field.label, value: signedOn }]} />;
  if (field.kind === 'tick')
    return <Checkbox name={control} label={field.label} checked={value !== ''} error={error} />;
  return (
    <TextField
      name={control}
      label={field.label}
      optional={!field.required}
      hint={field.required ? `Typing it is your signature. Your account says “${name}”.` : undefined}
      value={value}
      maxLength={200}
      error={error}
    />
  );
}
