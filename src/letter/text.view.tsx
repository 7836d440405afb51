import { sayInstant } from '#calendar';
import type { Run } from '#programme';
import {
  Actions,
  Button,
  ButtonForm,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  Hidden,
  PostForm,
  Select,
  type FieldError,
} from '#look/field.tsx';
import { Details, Inset, PageHead, Section, Split } from '#look/page-parts.tsx';
import type { Composed } from './compose.ts';
import { type LetterKind, type Recipient } from './kind.ts';
import type { LetterText, TextVersion } from './letter-text.ts';
import { LetterShown } from './letter.view.tsx';
import { NamesHelp } from './names.view.tsx';
import type { Lacking } from './preview.ts';
import type { TypedText } from './texts.form.ts';
import { WordsFields } from './words-fields.view.tsx';

type Props = {
  run: Run;
  kind: LetterKind;
  /** The one in force first, the default last. */
  versions: readonly TextVersion[];
  inForce: TextVersion;
  recipients: readonly Recipient[];
  typed: TypedText;
  errors: readonly FieldError[];
  /** Somebody else saved while this was written. */
  conflict: boolean;
  preview: { as: Recipient; composed: Composed; lacking: readonly Lacking[] } | undefined;
};

/** One kind of letter: its text to write, the letter as somebody would get it, and the versions it has had. */
export function TextPage(props: Props) {
  const { run, kind, inForce, errors, conflict, preview } = props;
  return (
    <>
      <PageHead
        title={kind.title}
        back={{ label: 'What letters say', href: `/desk/${run.id}/letter-texts` }}
        lede={`Written ${kind.when}. To ${kind.to}.`}
      />
      <ErrorSummary errors={errors} />
      {conflict && <Conflict run={run} inForce={inForce} />}
      <Split aside={<NamesHelp kind={kind} />} asideLabel="Placeholders">
        <TextForm {...props} />
      </Split>
      {preview && (
        <Section
          title={preview.as.id === 'examples' ? 'As an example' : `As ${preview.as.name} would get it`}
          id="preview"
        >
          {preview.lacking.length > 0 && <LackingList lacking={preview.lacking} />}
          <LetterShown composed={preview.composed} to={nameOf(preview.as)} />
        </Section>
      )}
      <Versions {...props} />
    </>
  );
}

function nameOf({ name, values }: Recipient): string {
  return typeof values.name === 'string' ? values.name : name;
}

function TextForm({ run, kind, inForce, recipients, typed, errors, conflict }: Props) {
  const { text } = typed;
  const path = `/desk/${run.id}/letter-texts/${kind.kind}`;
  return (
    <PostForm action={path}>
      <Hidden name="version" value={conflict ? inForce.number : typed.version} />
      <WordsFields kind={kind} text={text} errors={errors} rows={18} />
      <Checkbox
        name="waits"
        label="Let these letters wait in the outbox until somebody sends them"
        checked={typed.waits}
        optional
      />
      {recipients.length > 1 && (
        <Select
          name="as"
          label="Preview as"
          value={typed.as}
          options={recipients.map(({ id, name }) => ({ value: id, label: name }))}
          optional
        />
      )}
      <Actions>
        <Button kind="first" name="intent" value="save">
          {conflict ? 'Save mine in place of theirs' : 'Save this text'}
        </Button>
        <Button name="intent" value="preview">
          Preview
        </Button>
        <ButtonLink kind="quiet" href={`/desk/${run.id}/letter-texts`}>
          Leave without saving
        </ButtonLink>
      </Actions>
    </PostForm>
  );
}

function LackingList({ lacking }: { lacking: readonly Lacking[] }) {
  return (
    <Inset kind="attention">
      <p>
        <strong>
          {lacking.length === 1 ? 'One person lacks' : `${lacking.length} people lack`} a value that this text
          uses.
        </strong>{' '}
        Their letters would wait in the outbox until their words are mended.
      </p>
      <ul>
        {lacking.slice(0, 20).map(({ name, missing }) => (
          <li>
            {name}: {missing.map((one) => `{${one}}`).join(', ')}
          </li>
        ))}
      </ul>
    </Inset>
  );
}

function Conflict({ run, inForce }: { run: Run; inForce: TextVersion }) {
  return (
    <Inset kind="attention">
      <p>
        <strong>This text changed while you were writing.</strong> {sayWho(run, inForce)} Yours is still in
        the boxes below and nothing of it is saved. Take over what you want to keep of theirs, then save.
      </p>
      <Details summary="Their text" open>
        <TextAsWritten text={inForce.text} />
      </Details>
    </Inset>
  );
}

function TextAsWritten({ text }: { text: LetterText }) {
  return (
    <pre class="letter-theirs">
      {[`Subject: ${text.subject}`, text.body, text.linkLabel && `Words on the link: ${text.linkLabel}`]
        .filter(Boolean)
        .join('\n\n')}
    </pre>
  );
}

function sayWho(run: Run, { writtenAt, writtenBy, isDefault }: TextVersion): string {
  if (!writtenAt) return 'The text that every programme starts with.';
  const who = `${writtenBy ?? 'Somebody'} ${isDefault ? 'went back to the default' : 'saved it'}`;
  return `${who} on ${sayInstant(writtenAt, run.zone)}.`;
}

function Versions({ run, kind, versions, inForce }: Props) {
  const older = versions.filter((version) => version !== inForce);
  if (older.length === 0) return null;
  return (
    <Section title="Versions" hint={`In force: ${versionName(inForce)}. ${sayWho(run, inForce)}`}>
      {older.map((version) => (
        <Details summary={`${versionName(version)}: ${sayWho(run, version)}`}>
          <TextAsWritten text={version.text} />
          <ButtonForm
            action={`/desk/${run.id}/letter-texts/${kind.kind}/back`}
            values={{ to: version.number, version: inForce.number }}
          >
            {version.number === 0 ? 'Go back to the default' : `Go back to version ${version.number}`}
          </ButtonForm>
        </Details>
      ))}
    </Section>
  );
}

function versionName({ number }: TextVersion): string {
  return number === 0 ? 'The default' : `Version ${number}`;
}
