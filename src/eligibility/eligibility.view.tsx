import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  Radios,
  type FieldError,
} from '#look/field.tsx';
import { PageHead, Section } from '#look/page-parts.tsx';
import { SummaryList } from '#look/summary-list.tsx';
import { runName, type Programme, type Run } from '#programme';
import { suggest, type Check, type Chosen } from './check.ts';

type CheckProps = {
  programme: Programme;
  check: Check;
  chosen: Chosen;
  errors: readonly FieldError[];
};

/** The questions, all on one page: they take a minute. */
export function CheckView({ programme, check, chosen, errors }: CheckProps) {
  return (
    <>
      <PageHead
        title={check.title}
        back={{ label: programme.name, href: `/programmes/${programme.slug}` }}
        lede={`${check.questions.length} questions, one minute, no account. It suggests and decides nothing, and nothing is kept.`}
      />
      <ErrorSummary errors={errors} />
      <PostForm action={`/is-it-for-me/${programme.slug}`}>
        {check.questions.map(({ id, asks, hint, choices }) => (
          <Radios
            name={id}
            label={asks}
            hint={hint}
            value={chosen.get(id)?.value}
            error={errorFor(errors, id)}
            options={choices.map(({ value, label }) => ({ value, label }))}
          />
        ))}
        <Button kind="first">See what they suggest</Button>
      </PostForm>
    </>
  );
}

type ResultProps = {
  programme: Programme;
  check: Check;
  chosen: Chosen;
  open: Run | undefined;
  /** The answers as they stand in an address. */
  address: string;
};

/** What the answers suggest, why, and what can be done now. */
export function ResultView({ programme, check, chosen, open, address }: ResultProps) {
  const { kind, says, reasons } = suggest(check, chosen);
  const home = `/is-it-for-me/${programme.slug}`;
  return (
    <>
      <PageHead
        title={`${check.title} What your answers suggest`}
        kicker={programme.name}
        back={{ label: 'The questions', href: home }}
        lede={`${says}.`}
      />
      <ul>
        {reasons.map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
      <p class="hint">
        This is a suggestion from {check.questions.length} answers. Whoever reads applications has not seen
        it.
      </p>
      {open ? (
        <PostForm action={`${home}/apply`}>
          {[...chosen].map(([question, { value }]) => (
            <Hidden name={question} value={value} />
          ))}
          <Checkbox
            name="carry"
            label="Put these answers into my application"
            hint="Only the team reads them there. You can change or clear them until you send it."
          />
          <Actions>
            {kind === 'ask' && <AskTeam run={open} isFirst />}
            <Button kind={kind === 'likely' ? 'first' : 'plain'}>Apply for the {runName(open)}</Button>
            {kind === 'likely' && <AskTeam run={open} isFirst={false} />}
          </Actions>
        </PostForm>
      ) : (
        <Actions>
          <ButtonLink kind="first" href={`/tell-me/${programme.slug}`}>
            Tell me when the next run opens
          </ButtonLink>
          <AskTeam run={undefined} isFirst={false} />
        </Actions>
      )}
      <Section title="Your answers">
        <SummaryList
          answers={check.questions.map(({ id, asks }) => ({
            question: asks,
            answer: chosen.get(id)?.label ?? '',
            changeHref: `${home}?${address}#field-${id}`,
          }))}
        />
      </Section>
    </>
  );
}

function AskTeam({ run, isFirst }: { run: Run | undefined; isFirst: boolean }) {
  return (
    <ButtonLink kind={isFirst ? 'first' : 'plain'} href={`/enquiries/new${run ? `?run=${run.id}` : ''}`}>
      Ask the team
    </ButtonLink>
  );
}
