import { Temporal } from 'temporal-polyfill';
import { sayDate, sayDaysApart } from '#calendar';
import { type Edition, PathwayBlaze, pathwayOf } from '#framework';
import { Facts } from '#look/facts.tsx';
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  type FieldError,
  PostForm,
  TextArea,
  TextField,
  errorFor,
} from '#look/field.tsx';
import { Details, Empty, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import type { Task } from './access.ts';
import { ROLE_WORDS } from './assignment.ts';
import type { PoolMember } from './pairing.ts';
import { taskPath } from './ratings.view.tsx';

export type Mine = Task & {
  readonly edition: Edition;
  /** Only once accepted. */
  readonly candidate: string | undefined;
  readonly institution: string;
  readonly rated: { readonly given: number; readonly asked: number } | undefined;
  /** Both have lodged. */
  readonly maySeeOthers: boolean;
  readonly today: Temporal.PlainDate;
};

/** Everything that one assessor is asked: to answer, under way, done. */
export function AssessingView({ mine }: { mine: readonly Mine[] }) {
  const open = mine.filter(({ case: one }) => one.state !== 'released');
  const toAnswer = open.filter(({ assignment }) => !assignment.acceptedAt);
  const underWay = open.filter(({ assignment }) => assignment.acceptedAt);
  const done = mine.filter(({ case: one }) => one.state === 'released');
  return (
    <>
      <PageHead
        title="Your assessments"
        actions={<ButtonLink href="/assessing/profile">Capacity and specialisms</ButtonLink>}
      />
      {open.length === 0 && (
        <Empty title="Nobody waits for you">
          <p>When a registrar asks you to assess a portfolio, we write to you, and it stands here.</p>
        </Empty>
      )}
      {toAnswer.length > 0 && (
        <Section title="To answer">
          <DataTable
            caption="Invitations to answer"
            hideCaption
            columns={[
              {
                key: 'what',
                label: 'Portfolio',
                cell: (one) => <a href={taskPath(one)}>{one.case.number}</a>,
              },
              { key: 'pathway', label: 'Pathway', cell: (one) => <Blazed one={one} /> },
              { key: 'from', label: 'Institution', cell: (one) => one.institution },
              { key: 'role', label: 'Your part', cell: (one) => ROLE_WORDS[one.assignment.role] },
              { key: 'due', label: 'Lodge by', cell: (one) => dueWords(one) },
            ]}
            rows={toAnswer}
          />
        </Section>
      )}
      {underWay.length > 0 && (
        <Section title="Under way">
          <DataTable
            caption="Assessments under way"
            hideCaption
            columns={[
              { key: 'who', label: 'Candidate', cell: (one) => <a href={linkOf(one)}>{one.candidate}</a> },
              { key: 'number', label: 'Number', cell: (one) => one.case.number, narrow: 'beside' },
              { key: 'pathway', label: 'Pathway', cell: (one) => <Blazed one={one} /> },
              { key: 'state', label: 'Yours', cell: (one) => <OwnState one={one} /> },
              {
                key: 'due',
                label: 'Lodge by',
                cell: (one) => (one.assignment.lodgedAt ? afterLodging(one) : dueWords(one)),
              },
            ]}
            rows={underWay}
          />
        </Section>
      )}
      {done.length > 0 && (
        <Details summary={`Done (${done.length})`}>
          <DataTable
            caption="Assessments done"
            hideCaption
            columns={[
              { key: 'who', label: 'Candidate', cell: (one) => <a href={linkOf(one)}>{one.candidate}</a> },
              { key: 'number', label: 'Number', cell: (one) => one.case.number },
              { key: 'role', label: 'Your part', cell: (one) => ROLE_WORDS[one.assignment.role] },
            ]}
            rows={done}
          />
        </Details>
      )}
    </>
  );
}

function linkOf(one: Mine): string {
  return one.maySeeOthers ? `${taskPath(one)}/agree` : taskPath(one);
}

function Blazed({ one }: { one: Mine }) {
  return <PathwayBlaze pathway={pathwayOf(one.edition, one.case.pathwayId)} />;
}

function dueWords({ assignment, today }: Pick<Mine, 'assignment' | 'today'>) {
  const due = Temporal.PlainDate.from(assignment.dueOn);
  const late = Temporal.PlainDate.compare(due, today) < 0;
  return (
    <>
      {sayDate(due)}
      <br />
      {late ? (
        <StateTag kind="attention">Overdue</StateTag>
      ) : (
        <span class="hint">{sayDaysApart(today, due)}</span>
      )}
    </>
  );
}

function afterLodging({ maySeeOthers }: Mine): string {
  return maySeeOthers ? 'Both have lodged' : 'It waits for the other assessor';
}

function OwnState({ one }: { one: Mine }) {
  if (one.maySeeOthers)
    return one.case.state === 'agreeing' ? (
      <StateTag kind="attention">Agree on the outcome</StateTag>
    ) : (
      <StateTag kind="done">Agreed</StateTag>
    );
  if (one.assignment.lodgedAt) return <StateTag kind="waiting">Lodged</StateTag>;
  const { given = 0, asked = 0 } = one.rated ?? {};
  return <StateTag kind="now">{`${given} of ${asked} rated`}</StateTag>;
}

export type InvitationProps = {
  readonly task: Task;
  readonly edition: Edition;
  readonly institution: string;
  readonly sections: number;
  readonly words: number;
  readonly today: Temporal.PlainDate;
  readonly errors: readonly FieldError[];
  readonly because: string;
};

/** An invitation: what is asked, without the candidate's name, and the answer by a button. */
export function InvitationView(props: InvitationProps) {
  const { task, edition, institution, sections, words, today, errors, because } = props;
  const path = taskPath(task);
  return (
    <>
      <PageHead
        title="Will you assess this portfolio?"
        back={{ label: 'Your assessments', href: '/assessing' }}
        kicker={task.case.number}
        lede="You judge it alone. When both assessors have lodged, you read each other’s judgement and agree on one outcome."
      />
      <ErrorSummary errors={errors} />
      <Facts
        facts={[
          {
            label: 'Pathway',
            value: <PathwayBlaze pathway={pathwayOf(edition, task.case.pathwayId)} />,
          },
          { label: 'Your part', value: ROLE_WORDS[task.assignment.role] },
          { label: 'To read', value: `${sections} sections, ${words.toLocaleString('en-GB')} words` },
          { label: 'Candidate’s institution', value: institution },
          { label: 'Lodge by', value: dueWords({ assignment: task.assignment, today }) },
        ]}
      />
      <p>
        You see who the candidate is once you accept. If you then know of any reason why you should not judge
        them, give it back: nothing is lost by it.
      </p>
      <PostForm action={`${path}/accept`}>
        <Button kind="first">Accept this assessment</Button>
      </PostForm>
      <Section title="If you cannot">
        <PostForm action={`${path}/decline`} label="Decline">
          <TextArea
            name="because"
            label="Why not"
            hint="No time, a conflict of interest, not your field: one sentence is enough. The registrar reads it."
            rows={3}
            value={because}
            error={errorFor(errors, 'because')}
          />
          <Button>Decline</Button>
        </PostForm>
      </Section>
    </>
  );
}

export type OwnProfile = {
  readonly body: { readonly id: string; readonly name: string };
  readonly member: PoolMember;
  readonly holds: string | undefined;
};

/** What an assessor says of themselves, and what the body has confirmed of them. */
export function ProfileView({
  profiles,
  errors,
}: {
  profiles: readonly OwnProfile[];
  errors: readonly FieldError[];
}) {
  return (
    <>
      <PageHead
        title="Capacity and specialisms"
        back={{ label: 'Your assessments', href: '/assessing' }}
        lede="Registrars see this when they look for two assessors. Candidates never do."
      />
      <ErrorSummary errors={errors} />
      {profiles.map(({ body, member, holds }) => (
        <Section title={body.name}>
          <Facts
            facts={[
              { label: 'You hold', value: holds ?? 'Not confirmed yet: write to the registrar' },
              { label: 'Assessed as second', value: member.completedAsSecond },
              { label: 'Under way', value: member.load },
            ]}
          />
          <PostForm action={`/assessing/profile/${body.id}`} label={`Profile at ${body.name}`}>
            <TextField
              name="institution"
              id={`institution-${body.id}`}
              label="Your institution"
              value={member.institution}
              size="half"
              error={errorFor(errors, 'institution')}
            />
            <TextField
              name="specialisms"
              id={`specialisms-${body.id}`}
              label="Specialisms"
              hint="Separated by commas."
              optional
              value={member.specialisms}
              error={errorFor(errors, 'specialisms')}
            />
            <TextField
              name="capacity"
              id={`capacity-${body.id}`}
              label="Portfolios at once"
              hint="How many you are willing to have under way."
              type="number"
              size="year"
              value={member.capacity}
              error={errorFor(errors, 'capacity')}
            />
            <Checkbox
              name="away"
              id={`away-${body.id}`}
              label="I am away: ask me nothing for now"
              checked={member.away}
            />
            <Actions>
              <Button kind="first">Save</Button>
            </Actions>
          </PostForm>
        </Section>
      ))}
    </>
  );
}
