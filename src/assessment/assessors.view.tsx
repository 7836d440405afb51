import { sayInstant } from '#calendar';
import {
  Actions,
  Button,
  ButtonForm,
  Checkbox,
  ErrorSummary,
  type FieldError,
  type Option,
  PostForm,
  Select,
  TextField,
  errorFor,
} from '#look/field.tsx';
import { Empty, PageHead, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import type { DeclaredConflict } from './assessor.sql.ts';
import type { PoolMember } from './pairing.ts';

export type BodyPool = {
  readonly body: { readonly id: string; readonly name: string };
  readonly pool: readonly (PoolMember & { readonly holds: string | undefined })[];
};

/** Everyone who assesses for the registrar's bodies, with how much each has under way. */
export function AssessorsView({ bodies }: { bodies: readonly BodyPool[] }) {
  return (
    <>
      <PageHead
        title="Assessors"
        back={{ label: 'Submissions', href: '/cases' }}
        lede="Whoever has the assessor’s role at the awarding body stands here. What they hold is for you to confirm."
      />
      {bodies.map(({ body, pool }) => (
        <Section title={body.name}>
          <DataTable
            caption={`Assessors of ${body.name}`}
            hideCaption
            columns={[
              {
                key: 'name',
                label: 'Name',
                cell: (one) => <a href={`/assessors/${one.personId}`}>{one.name}</a>,
              },
              { key: 'institution', label: 'Institution', cell: (one) => one.institution },
              {
                key: 'holds',
                label: 'Holds',
                cell: (one) => one.holds ?? <StateTag kind="attention">To be confirmed</StateTag>,
              },
              { key: 'seconds', label: 'As second', numeric: true, cell: (one) => one.completedAsSecond },
              { key: 'load', label: 'Under way', cell: (one) => `${one.load} of ${one.capacity}` },
              { key: 'specialisms', label: 'Specialisms', narrow: 'out', cell: (one) => one.specialisms },
              { key: 'away', label: 'Now', narrow: 'beside', cell: (one) => <Presence member={one} /> },
            ]}
            rows={pool}
            empty={<Empty title="Nobody assesses here yet" />}
          />
        </Section>
      ))}
    </>
  );
}

function Presence({ member }: { member: PoolMember }) {
  if (member.away) return <StateTag kind="closed">Away</StateTag>;
  if (member.load >= member.capacity) return <StateTag kind="waiting">Full</StateTag>;
  return <StateTag kind="done">Has room</StateTag>;
}

export type AssessorProps = {
  readonly member: PoolMember;
  readonly secondsBefore: number;
  readonly pathways: readonly Option[];
  readonly conflicts: readonly (DeclaredConflict & { readonly candidate: string })[];
  readonly zone: string;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
};

/** One assessor: what the body has confirmed of them, and whom they must not judge. */
export function AssessorView({
  member,
  secondsBefore,
  pathways,
  conflicts,
  zone,
  typed,
  errors,
}: AssessorProps) {
  return (
    <>
      <PageHead title={member.name} back={{ label: 'Assessors', href: '/assessors' }} />
      <ErrorSummary errors={errors} />
      <PostForm action={`/assessors/${member.personId}`}>
        <Select
          name="pathwayId"
          label="Holds"
          hint="Decides which pathways they may judge."
          empty="Not confirmed"
          optional
          value={typed.pathwayId ?? member.pathwayId}
          options={pathways}
          error={errorFor(errors, 'pathwayId')}
        />
        <Checkbox name="awardCurrent" label="Their own award is current" checked={member.awardCurrent} />
        <TextField
          name="secondsBefore"
          label="Assessed as second before this record began"
          hint={`With those on record here: ${member.completedAsSecond}.`}
          type="number"
          size="year"
          value={typed.secondsBefore ?? secondsBefore}
          error={errorFor(errors, 'secondsBefore')}
        />
        <TextField
          name="institution"
          label="Institution"
          size="half"
          value={typed.institution ?? member.institution}
          error={errorFor(errors, 'institution')}
        />
        <TextField
          name="specialisms"
          label="Specialisms"
          optional
          value={typed.specialisms ?? member.specialisms}
          error={errorFor(errors, 'specialisms')}
        />
        <TextField
          name="capacity"
          label="Portfolios at once"
          type="number"
          size="year"
          value={typed.capacity ?? member.capacity}
          error={errorFor(errors, 'capacity')}
        />
        <Checkbox name="away" label="Away: not to be proposed for now" checked={member.away} />
        <Actions>
          <Button kind="first">Save</Button>
        </Actions>
      </PostForm>
      <Section
        title="Declared conflicts"
        hint="Conflicts that the records show by themselves are not listed here."
      >
        <DataTable
          caption="Declared conflicts"
          hideCaption
          columns={[
            { key: 'who', label: 'Candidate', cell: (one) => one.candidate },
            { key: 'why', label: 'Reason', narrow: 'plain', cell: (one) => one.reason },
            { key: 'when', label: 'Declared', cell: (one) => sayInstant(one.declaredAt, zone) },
            {
              key: 'lift',
              label: 'More',
              narrow: 'plain',
              cell: (one) => (
                <ButtonForm action={`/assessors/${member.personId}/conflicts/${one.id}/lift`} kind="quiet">
                  Lift this conflict
                </ButtonForm>
              ),
            },
          ]}
          rows={conflicts}
          empty={<Empty title="None declared" />}
        />
      </Section>
    </>
  );
}
