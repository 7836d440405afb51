import { sayInstant } from '#calendar';
import {
  Actions,
  Button,
  ButtonForm,
  ButtonLink,
  errorFor,
  ErrorSummary,
  PostForm,
  Radios,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { PageHead, Section } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import { runName, type Run, type Workshop } from '#programme';
import type { MaterialTyped } from './material.form.ts';
import { STANDS, STANDS_WORDS, type MakingUp, type Material } from './material.ts';

type Place = { run: Run; workshop: Workshop };

/** The heading of the desk page. */
export function deskTitle({ number }: Workshop): string {
  return `Materials of workshop ${number}`;
}

function deskPath({ run, workshop }: Place): string {
  return `/desk/${run.id}/workshops/${workshop.id}/materials`;
}

type DeskProps = Place & {
  materials: readonly Material[];
  handedIn: readonly (MakingUp & { name: string })[];
};

/** What belongs to a workshop, to be written, and what was handed in by those who missed it. */
export function DeskMaterialsView({ run, workshop, materials, handedIn }: DeskProps) {
  const path = deskPath({ run, workshop });
  return (
    <>
      <PageHead
        title={deskTitle(workshop)}
        kicker={runName(run)}
        back={{ label: 'Workshops and attendance', href: `/desk/${run.id}/workshops` }}
        lede={workshop.title}
      />
      <DataTable
        caption="Materials"
        hideCaption
        rows={materials}
        rowKey={({ id }) => id}
        empty={
          <p class="hint">
            Nothing is here yet: slides, links, the recording, and a task for those who miss it.
          </p>
        }
        columns={[
          {
            key: 'title',
            label: 'Material',
            cell: ({ title, link }) => (link ? <a href={link}>{title}</a> : title),
          },
          { key: 'stands', label: 'Where it stands', cell: ({ stands }) => STANDS_WORDS[stands] },
          { key: 'version', label: 'Version', numeric: true, cell: ({ version }) => version },
          {
            key: 'written',
            label: 'Written',
            cell: ({ writtenAt }) => sayInstant(writtenAt, run.zone, { year: false }),
          },
          { key: 'change', label: 'Change', cell: (item) => <Change path={path} item={item} /> },
        ]}
      />
      <Actions>
        <ButtonLink href={`${path}/new`}>Add a material</ButtonLink>
      </Actions>
      {handedIn.length > 0 && (
        <Section title="Handed in by people who missed it">
          <DataTable
            caption="Handed in"
            hideCaption
            rows={handedIn}
            rowKey={({ personId }) => personId}
            columns={[
              { key: 'name', label: 'Who', cell: ({ name }) => name },
              { key: 'words', label: 'What they did', narrow: 'plain', cell: ({ words }) => words },
              { key: 'when', label: 'When', cell: ({ handedInAt }) => sayInstant(handedInAt, run.zone) },
            ]}
          />
        </Section>
      )}
    </>
  );
}

function Change({ path, item }: { path: string; item: Material }) {
  return (
    <span class="row-acts">
      <a href={`${path}/${item.id}`}>
        Edit<span class="unseen">: {item.title}</span>
      </a>
      <ButtonForm
        action={`${path}/${item.id}/remove`}
        kind="quiet"
        confirm={{
          question: 'Take this off the page?',
          detail: `“${item.title}” goes for everybody.`,
          yes: 'Take it off',
        }}
      >
        Remove<span class="unseen">: {item.title}</span>
      </ButtonForm>
    </span>
  );
}

type FormProps = Place & {
  item?: Material | undefined;
  typed: MaterialTyped;
  errors: readonly FieldError[];
  title: string;
  action: string;
};

/** A material, written new or anew; where it stands is chosen once. */
export function MaterialFormView({ run, workshop, item, typed, errors, title, action }: FormProps) {
  const path = deskPath({ run, workshop });
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        title={title}
        kicker={`Workshop ${workshop.number} · ${runName(run)}`}
        lede={item && STANDS_WORDS[item.stands]}
        back={{ label: deskTitle(workshop), href: path }}
      />
      <PostForm action={action}>
        {!item && (
          <Radios
            name="stands"
            label="Where it stands"
            value={typed.stands}
            options={STANDS.map((value) => ({ value, label: STANDS_WORDS[value] }))}
            error={errorFor(errors, 'stands')}
          />
        )}
        <TextField name="title" label="What it is" value={typed.title} error={errorFor(errors, 'title')} />
        <TextField
          name="link"
          label="Where it is"
          hint="A web address. A make-up task may have none."
          optional
          value={typed.link}
          error={errorFor(errors, 'link')}
        />
        <TextArea
          name="words"
          label="What to say about it"
          hint="For a recording, how long it is; for a task, what somebody who missed the workshop should do."
          rows={5}
          optional
          value={typed.words}
          error={errorFor(errors, 'words')}
        />
        <Actions>
          <Button kind="first">Save</Button>
          <ButtonLink kind="quiet" href={path}>
            Back without saving
          </ButtonLink>
        </Actions>
      </PostForm>
    </>
  );
}
