import { sayInstant } from '#calendar';
import { STATE_WORDS, type Application } from '#application';
import type { Person } from '#people';
import { runName, type Run } from '#programme';
import { Actions, Button, GetForm, TextField } from '#look/field.tsx';
import { Empty, PageHead } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';

export type Applicant = { readonly application: Application; readonly person: Person };

type ApplicantsProps = { run: Run; applicants: readonly Applicant[]; all: number; search: string };

/** Everybody who began to apply to a run, with where they stand. */
export function ApplicantsView({ run, applicants, all, search }: ApplicantsProps) {
  const base = `/desk/${run.id}/applicants`;
  return (
    <>
      <PageHead
        back={{ href: `/desk/${run.id}`, label: 'The run’s desk' }}
        kicker={runName(run)}
        title="Applicants"
        lede="Everybody who has begun an application and signed in for it. Open one to see it, to mend it for them, or to send it for them."
      />
      <GetForm action={base} label="Find an applicant">
        <TextField name="q" label="Name, address or number" type="search" value={search} />
        <Actions>
          <Button>Find</Button>
          {search !== '' && <a href={base}>{`All ${all}`}</a>}
        </Actions>
      </GetForm>
      <DataTable
        caption="Applicants"
        hideCaption
        rows={applicants}
        empty={
          <Empty title={all === 0 ? 'Nobody yet' : 'Nobody like that'}>
            {all === 0
              ? 'Whoever begins an application and signs in appears here.'
              : 'Try part of a name, an address, or a number such as 7KQ2-M9XD.'}
          </Empty>
        }
        columns={[
          {
            key: 'name',
            label: 'Name',
            rowHeader: true,
            cell: ({ person, application }) => <a href={`${base}/${application.id}`}>{person.name}</a>,
          },
          {
            key: 'state',
            label: 'State',
            narrow: 'beside',
            cell: ({ application: { state } }) => (
              <StateTag kind={STATE_WORDS[state].kind}>{STATE_WORDS[state].words}</StateTag>
            ),
          },
          { key: 'department', label: 'Department', cell: ({ person }) => person.department },
          {
            key: 'sent',
            label: 'Sent',
            cell: ({ application: { submittedAt, lateUntil } }) => (
              <>
                {submittedAt ? sayInstant(submittedAt, run.zone) : 'Not sent'}
                {lateUntil && `, by the late door until ${sayInstant(lateUntil, run.zone)}`}
              </>
            ),
          },
          { key: 'number', label: 'Number', narrow: 'out', cell: ({ application }) => application.reference },
        ]}
      />
    </>
  );
}
