import { saySpan } from '#calendar';
import {
  Actions,
  Button,
  ButtonForm,
  ButtonLink,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Empty, Inset } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { now } from '#platform/clock.ts';
import { refusalToCancel } from './change-workshop.ts';
import { DeskFrame } from './desk-frame.tsx';
import type { Run, Workshop } from './programme.ts';
import { WallField } from './wall-field.tsx';
import { termsOf } from './way.ts';

export type Typed = Readonly<Record<string, string>>;

/** A run's workshops as they are planned. */
export function PlanView({ run, workshops }: { run: Run; workshops: readonly Workshop[] }) {
  const path = `/desk/${run.id}/workshops-plan`;
  return (
    <DeskFrame
      run={run}
      tab="workshops-plan"
      title="Workshops"
      lede="When and where each one is, and how to join it."
    >
      <DataTable
        caption="Workshops of this run"
        hideCaption
        rows={workshops}
        rowKey={({ id }) => id}
        empty={
          <Empty title="No workshops yet.">
            <p>Each one that you add stands on the public page and in everyone’s calendar at once.</p>
          </Empty>
        }
        columns={[
          { key: 'name', label: 'Workshop', cell: ({ number, title }) => `${number}: ${title}` },
          {
            key: 'when',
            label: 'When',
            cell: (workshop) => <When run={run} workshop={workshop} />,
            narrow: 'plain',
          },
          { key: 'where', label: 'Where', cell: ({ place }) => place, narrow: 'plain' },
          { key: 'joining', label: 'Joining', cell: sayJoining },
          {
            key: 'act',
            label: 'Change',
            cell: ({ id, number, cancelledAt }) =>
              cancelledAt ? (
                ''
              ) : (
                <a href={`${path}/${id}`} aria-label={`Edit workshop ${number}`}>
                  Edit
                </a>
              ),
          },
        ]}
      />
      <Actions>
        <ButtonLink kind="first" href={`${path}/new`}>
          Add a workshop
        </ButtonLink>
      </Actions>
    </DeskFrame>
  );
}

function When({ run, workshop }: { run: Run; workshop: Workshop }) {
  const { startsAt, endsAt, cancelledAt, unconfirmed } = workshop;
  return (
    <>
      {saySpan(startsAt, endsAt, run.zone, { terms: termsOf(run.programme) })}{' '}
      {cancelledAt && <StateTag kind="stop">Cancelled</StateTag>}
      {!cancelledAt && unconfirmed && <StateTag kind="attention">To be confirmed</StateTag>}
    </>
  );
}

function sayJoining({ onlineLink, joining }: Workshop): string {
  if (onlineLink && joining) return 'Link and instructions';
  if (onlineLink) return 'Link';
  return joining ? 'Instructions' : 'Nothing yet';
}

type FormViewProps = {
  run: Run;
  workshop?: Workshop | undefined;
  title: string;
  typed: Typed;
  errors: readonly FieldError[];
  conflict: boolean;
};

/** One workshop, to add or to change. */
export function WorkshopFormView({ run, workshop, title, typed, errors, conflict }: FormViewProps) {
  const path = `/desk/${run.id}/workshops-plan`;
  return (
    <DeskFrame
      run={run}
      tab="workshops-plan"
      title={title}
      lede="Another time or place reaches everyone with a place, in their calendar and by letter."
    >
      <ErrorSummary errors={errors} />
      {conflict && workshop && <WorkshopConflict run={run} workshop={workshop} />}
      {workshop?.cancelledAt ? (
        <Inset kind="attention">
          <p>This workshop was cancelled. Add one in its place: it takes the same number.</p>
        </Inset>
      ) : (
        <WorkshopForm {...{ run, workshop, typed, errors, conflict, path }} />
      )}
      {workshop && !refusalToCancel(workshop, now()) && (
        <ButtonForm
          action={`${path}/${workshop.id}/cancel`}
          kind="danger"
          confirm={{
            question: `Cancel workshop ${workshop.number}?`,
            detail:
              'Everyone with a place is told, and it cannot be taken back. You can add another in its place.',
            yes: `Cancel workshop ${workshop.number}`,
          }}
        >
          Cancel this workshop
        </ButtonForm>
      )}
    </DeskFrame>
  );
}

function WorkshopConflict({ run, workshop }: { run: Run; workshop: Workshop }) {
  const { startsAt, endsAt, place, title } = workshop;
  return (
    <Inset kind="attention">
      <p>
        <strong>Somebody changed this workshop while you were writing.</strong> What you typed is still in the
        form and nothing of it is saved. Now stored: “{title}”, {saySpan(startsAt, endsAt, run.zone)}, {place}
        . Save again to put yours in its place.
      </p>
    </Inset>
  );
}

type FormProps = Omit<FormViewProps, 'title'> & { path: string };

function WorkshopForm({ run, workshop, typed, errors, conflict, path }: FormProps) {
  const field = (name: string, label: string, hint?: string) => ({
    name,
    label,
    hint,
    value: typed[name],
    error: errorFor(errors, name),
  });
  const wall = { zone: run.zone, typed, errors };
  return (
    <PostForm action={`${path}/${workshop?.id ?? 'new'}`}>
      {workshop && <Hidden name="version" value={typed.version ?? workshop.version} />}
      <TextField {...field('title', 'Title')} />
      <WallField name="starts" label="Starts" {...wall} />
      <WallField name="ends" label="Ends" {...wall} />
      <TextField {...field('place', 'Place', 'A room and building, or “Online”.')} />
      <TextField
        {...field('onlineLink', 'Online link', 'For those with a place only.')}
        type="url"
        optional
      />
      <TextArea {...field('about', 'What happens in it')} rows={3} optional />
      <TextArea
        {...field('joining', 'Joining instructions', 'For those with a place only.')}
        rows={3}
        optional
      />
      <TextArea {...field('accessNotes', 'Access', 'Steps, hearing loop, captions.')} rows={2} optional />
      <Actions>
        <Button kind="first">{sayButton(workshop, conflict)}</Button>
        <ButtonLink kind="quiet" href={path}>
          Leave without saving
        </ButtonLink>
      </Actions>
    </PostForm>
  );
}

function sayButton(workshop: Workshop | undefined, conflict: boolean): string {
  if (conflict) return 'Save mine in place of theirs';
  return workshop ? 'Save this workshop' : 'Add this workshop';
}
