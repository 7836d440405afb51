import { sayInstant } from '#calendar';
import { type Edition, PathwayBlaze, pathwayOf } from '#framework';
import { Facts } from '#look/facts.tsx';
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  type FieldError,
  PostForm,
  TextArea,
  errorFor,
} from '#look/field.tsx';
import { Details, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { readingId, type Snapshot } from '#submission';
import { Allocation, type AllocationProps, AssignmentTable, ConflictForm } from './allocation.view.tsx';
import type { Found } from './asked.ts';
import { type Case, STATE_KINDS, STATE_WORDS } from './case.ts';

export type CaseProps = {
  readonly one: Case;
  readonly edition: Edition;
  readonly candidate: string;
  readonly institution: string;
  readonly copy: Snapshot;
  readonly found: readonly Found[];
  readonly allocation: AllocationProps;
  /** Notes to the registrar, once both have lodged. */
  readonly notes: readonly { readonly name: string; readonly words: string }[];
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
};

/** One submission on the registrar's desk: where it stands, and what to do with it now. */
export function CaseView(props: CaseProps) {
  const { one, edition, candidate, copy, errors } = props;
  return (
    <>
      <PageHead
        title={candidate}
        back={{ label: 'Submissions', href: '/cases' }}
        kicker={`${one.number} · ${copy.kind.title}`}
        meter={
          <>
            <StateTag kind={STATE_KINDS[one.state]}>{STATE_WORDS[one.state]}</StateTag>
            <PathwayBlaze pathway={pathwayOf(edition, one.pathwayId)} />
            <span>{sayInstant(one.submittedAt, edition.timeZone)}</span>
          </>
        }
      />
      <ErrorSummary errors={errors} />
      <ToDo {...props} />
      {props.allocation.assignments.length > 0 && (
        <Section title="Assessors">
          <AssignmentTable {...props.allocation} />
        </Section>
      )}
      {props.notes.length > 0 && (
        <Section title="What assessors wrote to you">
          {props.notes.map(({ name, words }) => (
            <Inset>
              <p>
                <strong>{name}</strong>
              </p>
              <p class="as-typed">{words}</p>
            </Inset>
          ))}
        </Section>
      )}
      <Section title="The submission">
        <Facts
          facts={[
            { label: 'Institution', value: props.institution },
            { label: 'Words', value: copy.words.toLocaleString('en-GB') },
            copy.registration && { label: 'Registration', value: copy.registration.reference },
            one.intake && {
              label: one.state === 'returned' ? 'Sent back' : 'Checked',
              value: sayInstant(one.intake.at, edition.timeZone),
            },
            one.intake?.reason ? { label: 'Reason', value: one.intake.reason } : undefined,
            one.intake?.note ? { label: 'Note', value: one.intake.note } : undefined,
          ]}
        />
        <Actions>
          <ButtonLink href={`/cases/${one.id}/submission`}>Read the submission</ButtonLink>
        </Actions>
      </Section>
      {one.state !== 'submitted' && (
        <Details summary="What the first check looked at">
          <FoundTable one={one} found={props.found} />
        </Details>
      )}
    </>
  );
}

function ToDo(props: CaseProps) {
  switch (props.one.state) {
    case 'submitted':
      return <IntakeCheck {...props} />;
    case 'to-be-assigned':
      return <Allocation {...props.allocation} />;
    case 'agreeing':
      return (
        <Details summary="They cannot agree: ask a third assessor" open={props.errors.length > 0}>
          <Allocation {...props.allocation} />
        </Details>
      );
    case 'agreed':
      return (
        <section class="next" aria-labelledby="next">
          <p class="kicker">Do this next</p>
          <h2 id="next">Release the outcome</h2>
          <p class="next-why">
            Two assessors have signed one outcome. You see first exactly what the candidate gets.
          </p>
          <ButtonLink kind="first" href={`/cases/${props.one.id}/release`}>
            Look at it before releasing
          </ButtonLink>
        </section>
      );
    case 'released':
      return (
        <p>
          <a href={`/cases/${props.one.id}/release`}>See what the candidate got</a>
        </p>
      );
    case 'invited':
    case 'assessing':
      return (
        <Details summary="Declare a conflict of interest" open={props.errors.length > 0}>
          <ConflictForm {...props.allocation} />
        </Details>
      );
    case 'returned':
    case 'withdrawn':
      return null;
  }
}

function IntakeCheck({ one, found, typed, errors }: CaseProps) {
  const wanting = found.filter(({ ok }) => !ok).length;
  const path = `/cases/${one.id}`;
  return (
    <Section
      title="First check"
      hint={
        wanting === 0
          ? 'Everything that the pathway asks for is there. Open the links as somebody signed out before you pass it.'
          : `${wanting} of ${found.length} facts need a look.`
      }
    >
      <FoundTable one={one} found={found} />
      <div class="two-columns">
        <PostForm action={`${path}/intake`} label="Pass the first check">
          <TextArea
            name="note"
            label="Note for registrars"
            optional
            rows={3}
            value={typed.note}
            error={errorFor(errors, 'note')}
          />
          <Actions>
            <Button kind={wanting === 0 ? 'first' : 'plain'} name="result" value="passed">
              Pass it on to assessors
            </Button>
          </Actions>
        </PostForm>
        <PostForm action={`${path}/intake`} label="Send it back">
          <TextArea
            name="reason"
            label="What the candidate has to mend"
            hint="They get these words by letter, and may submit again."
            rows={3}
            value={typed.reason}
            error={errorFor(errors, 'reason')}
          />
          <Actions>
            <Button kind="danger" name="result" value="returned">
              Send it back
            </Button>
          </Actions>
        </PostForm>
      </div>
    </Section>
  );
}

function FoundTable({ one, found }: { one: Case; found: readonly Found[] }) {
  return (
    <DataTable
      caption="What the first check looks at"
      hideCaption
      columns={[
        {
          key: 'what',
          label: 'Section',
          cell: ({ what, slot }) =>
            slot ? <a href={`/cases/${one.id}/submission#${readingId(slot)}`}>{what}</a> : what,
        },
        { key: 'says', label: 'What is there', cell: ({ says }) => says, narrow: 'plain' },
        {
          key: 'ok',
          label: 'Found',
          narrow: 'beside',
          cell: ({ ok }) =>
            ok ? <StateTag kind="done">There</StateTag> : <StateTag kind="attention">Look here</StateTag>,
        },
      ]}
      rows={found}
    />
  );
}
