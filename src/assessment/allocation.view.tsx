import { Temporal } from 'temporal-polyfill';
import { sayDate } from '#calendar';
import {
  Actions,
  Button,
  DateField,
  type FieldError,
  Hidden,
  PostForm,
  Select,
  TextArea,
  TextField,
  errorFor,
} from '#look/field.tsx';
import { Details, Section } from '#look/page-parts.tsx';
import { type StateKind, StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { type Assignment, ENDED_WORDS, ROLE_WORDS, type Role } from './assignment.ts';
import type { Case } from './case.ts';
import type { Pair, Standing } from './pairing.ts';

export type AllocationProps = {
  readonly one: Case;
  readonly standings: readonly Standing[];
  readonly assignments: readonly (Assignment & { readonly name: string })[];
  readonly proposed: Pair | undefined;
  /** The roles that nobody has now and somebody is wanted in. */
  readonly wanted: readonly Role[];
  /** The day proposed for lodging. */
  readonly dueOn: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
};

/** Whom to ask: a proposal, everyone who could be asked instead, and for all others every reason why not. */
export function Allocation(props: AllocationProps) {
  const { one, standings, wanted, proposed, dueOn, typed, errors } = props;
  const mayBeAsked = standings.filter(({ barred }) => barred.length === 0);
  return (
    <Section title={wanted.length > 1 ? 'Ask two assessors' : 'Ask an assessor'} hint={hintOf(props)}>
      <PostForm action={`/cases/${one.id}/invite`} label="Ask assessors">
        {wanted.map((role) => (
          <Select
            name={role}
            label={ROLE_WORDS[role]}
            empty="Choose somebody"
            value={typed[role] ?? proposedFor(role, proposed)}
            options={mayBeAsked
              .filter(({ notLead }) => role !== 'lead' || notLead === undefined)
              .map((standing) => ({ value: standing.member.personId, label: optionWords(standing) }))}
            error={errorFor(errors, role)}
          />
        ))}
        <DateField
          name="dueOn"
          label="Lodge by"
          value={typed.dueOn ?? dueOn}
          error={errorFor(errors, 'dueOn')}
        />
        <Actions>
          <Button kind="first">{wanted.length > 1 ? 'Send both invitations' : 'Send the invitation'}</Button>
        </Actions>
      </PostForm>
      <PoolTable standings={standings} />
      <Details summary="Declare a conflict of interest">
        <ConflictForm {...props} />
      </Details>
    </Section>
  );
}

function hintOf({ wanted, proposed, standings }: AllocationProps): string {
  if (wanted[0] === 'third')
    return 'A third judges alone as well. Once they have lodged, any two signatures under one proposal are enough.';
  if (proposed)
    return 'The two named are a proposal: free of conflicts, able to take the part, and with least under way.';
  const free = standings.filter(({ barred, busy }) => barred.length === 0 && busy.length === 0);
  return free.length < wanted.length
    ? 'There are not enough assessors who are free of conflicts and have room. The table says why.'
    : 'Nobody who is free may lead this one yet. The table says why.';
}

function proposedFor(role: Role, proposed: Pair | undefined): string | undefined {
  if (role === 'third') return undefined;
  return proposed?.[role].member.personId;
}

function optionWords({ member, busy, before }: Standing): string {
  const facts = [
    member.institution,
    `${member.load} of ${member.capacity} under way`,
    ...(before ? ['judged this candidate before'] : []),
    ...busy.map((says) => says.toLowerCase().replace(/\.$/, '')),
  ].filter((said, index, all) => said !== '' && all.indexOf(said) === index);
  return `${member.name} (${facts.join('; ')})`;
}

function PoolTable({ standings }: { standings: readonly Standing[] }) {
  return (
    <DataTable
      caption="Everyone who assesses for this body"
      columns={[
        {
          key: 'name',
          label: 'Assessor',
          cell: ({ member }) => <a href={`/assessors/${member.personId}`}>{member.name}</a>,
        },
        { key: 'institution', label: 'Institution', cell: ({ member }) => member.institution },
        { key: 'specialisms', label: 'Specialisms', cell: ({ member }) => member.specialisms, narrow: 'out' },
        {
          key: 'load',
          label: 'Under way',
          cell: ({ member }) => `${member.load} of ${member.capacity}`,
        },
        {
          key: 'may',
          label: 'May be asked',
          narrow: 'plain',
          cell: (standing) => <MayBeAsked standing={standing} />,
        },
      ]}
      rows={standings}
    />
  );
}

function MayBeAsked({ standing: { barred, busy, notLead, before } }: { standing: Standing }) {
  if (barred.length > 0)
    return (
      <>
        <StateTag kind="stop">No</StateTag> {barred.join(' ')}
      </>
    );
  const said = [...(before ? ['Judged this candidate before.'] : []), ...busy, ...(notLead ? [notLead] : [])];
  return (
    <>
      <StateTag kind={busy.length > 0 ? 'waiting' : 'done'}>{busy.length > 0 ? 'Not now' : 'Yes'}</StateTag>{' '}
      <span class="hint">{said.join(' ')}</span>
    </>
  );
}

/** Those asked, with how far each has come in states alone, and the way to release one. */
export function AssignmentTable({ one, assignments }: AllocationProps) {
  return (
    <DataTable
      caption="Assessors of this submission"
      hideCaption
      columns={[
        { key: 'name', label: 'Assessor', cell: ({ name }) => name },
        { key: 'role', label: 'Part', cell: ({ role }) => ROLE_WORDS[role] },
        {
          key: 'state',
          label: 'State',
          narrow: 'beside',
          cell: (assignment) => {
            const [kind, words] = stateOf(assignment);
            return <StateTag kind={kind}>{words}</StateTag>;
          },
        },
        { key: 'due', label: 'Lodge by', cell: ({ dueOn }) => sayDate(Temporal.PlainDate.from(dueOn)) },
        {
          key: 'act',
          label: 'More',
          narrow: 'plain',
          cell: (assignment) => <More one={one} assignment={assignment} />,
        },
      ]}
      rows={assignments}
    />
  );
}

/** An assignment's state in words, telling nothing of what was judged. */
export function stateOf({ ended, lodgedAt, acceptedAt }: Assignment): [StateKind, string] {
  if (ended) return ['closed', ENDED_WORDS[ended.how]];
  if (lodgedAt) return ['done', 'Lodged'];
  if (acceptedAt) return ['now', 'Accepted'];
  return ['waiting', 'Asked'];
}

function More({ one, assignment }: { one: Case; assignment: Assignment & { name: string } }) {
  if (assignment.ended) return <span class="hint">{assignment.ended.because}</span>;
  if (assignment.lodgedAt) return null;
  const id = `because-${assignment.id}`;
  return (
    <Details summary={`Release ${assignment.name}`}>
      <PostForm action={`/cases/${one.id}/assignments/${assignment.id}/end`}>
        <TextField
          name="because"
          id={id}
          label="Reason"
          hint={`${assignment.name} gets these words.`}
          maxLength={500}
        />
        <Button kind="danger">{`Release ${assignment.name}`}</Button>
      </PostForm>
    </Details>
  );
}

/** A reason that no record shows why two people must not meet. */
export function ConflictForm({ one, standings, typed, errors }: AllocationProps) {
  return (
    <PostForm action={`/cases/${one.id}/conflicts`} label="Declare a conflict of interest">
      <Select
        name="assessorId"
        label="Between the candidate and"
        empty="Choose an assessor"
        value={typed.assessorId}
        options={standings.map(({ member }) => ({ value: member.personId, label: member.name }))}
        error={errorFor(errors, 'assessorId')}
      />
      <TextArea
        name="reason"
        id="conflict-reason"
        label="Reason"
        hint="If they are on this case, their access ends at once."
        rows={2}
        value={typed.reason}
        error={errorFor(errors, 'reason')}
      />
      <Hidden name="about" value="conflict" />
      <Button>Declare this conflict</Button>
    </PostForm>
  );
}
