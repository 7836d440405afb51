import { LetterShown, NamesHelp, WordsFields, type LetterKind, type LetterText, type Wording } from '#letter';
import type { Run } from '#programme';
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  Hidden,
  PostForm,
  type FieldError,
} from '#look/field.tsx';
import { Details, Inset, PageHead, Section, Split } from '#look/page-parts.tsx';
import type { LetterRead } from '#platform/letter-list.sql.ts';

type Props = {
  run: Run;
  letter: LetterRead;
  wording: Wording;
  kind: LetterKind;
  text: LetterText;
  /** The version that these words began from. */
  version: number;
  errors: readonly FieldError[];
  /** Somebody else saved while this was written. */
  conflict: boolean;
  composed: Parameters<typeof LetterShown>[0]['composed'] | undefined;
};

/** The words of one draft, with its placeholders, and the letter that they make. */
export function EditLetterPage(props: Props) {
  const { run, letter, wording, kind, errors, conflict, composed } = props;
  return (
    <>
      <PageHead
        title={`Letter to ${letter.toName}`}
        kicker={kind.title}
        back={{ label: 'This letter', href: `/desk/${run.id}/letters/${letter.id}` }}
        lede="What you change here changes this letter only."
      />
      <ErrorSummary errors={errors} />
      {conflict && (
        <Inset kind="attention">
          <p>
            <strong>Somebody changed this letter while you were writing.</strong> Yours is still in the boxes
            below and nothing of it is saved.
          </p>
          <Details summary="Their words" open>
            <div class="letter-text">{`${wording.text.subject}\n\n${wording.text.body}`}</div>
          </Details>
        </Inset>
      )}
      <Split aside={<NamesHelp kind={kind} />} asideLabel="Placeholders">
        <WordsForm {...props} />
      </Split>
      {composed && (
        <Section title={`As ${letter.toName} will get it`}>
          {composed.missing.length > 0 && (
            <Inset kind="attention">
              <p>
                There is no value for {composed.missing.map((name) => `{${name}}`).join(', ')}: it cannot be
                sent before you write other words there.
              </p>
            </Inset>
          )}
          <LetterShown composed={composed} to={`${letter.toName}, ${letter.toAddress}`} />
        </Section>
      )}
    </>
  );
}

function WordsForm({ run, letter, version, kind, text, errors, conflict }: Props) {
  const path = `/desk/${run.id}/letters/${letter.id}`;
  return (
    <PostForm action={`${path}/edit`}>
      <Hidden name="version" value={version} />
      <WordsFields kind={kind} text={text} errors={errors} rows={16} />
      <Actions>
        <Button kind="first" name="intent" value="save">
          {conflict ? 'Save mine in place of theirs' : 'Save this letter'}
        </Button>
        <Button name="intent" value="preview">
          Preview
        </Button>
        <ButtonLink kind="quiet" href={path}>
          Leave without saving
        </ButtonLink>
      </Actions>
    </PostForm>
  );
}
