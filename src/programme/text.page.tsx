import { sayInstant } from '#calendar';
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Details, Inset, Prose, Section } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import { choice, optionalText, parseForm, whole, type Fields } from '#platform/forms.ts';
import { proseText, readProse } from '#platform/prose.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { coordinatedRun, DESK_SECTION, DeskFrame } from './desk-frame.tsx';
import { runPath, type Run } from './programme.ts';
import { prose } from './prose.ts';
import {
  lastWritten,
  textsOf,
  versionsOf,
  writeText,
  type SectionText,
  type TextOf,
} from './section-text.sql.ts';
import { findPageSection, PAGE_SECTIONS, SECTION_IDS, type PageSection, type SectionId } from './sections.ts';

const MOST_CHARACTERS = 40_000;
type Scope = 'programme' | 'run';

/** A coordinator's pages for what the public page says. */
export const textRoutes = [
  get('/desk/:runId/text', wearing('coordinator'), showText),
  post('/desk/:runId/text', wearing('coordinator'), saveText),
];

async function showText(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const section = findPageSection(x.query.get('section') ?? '');
  if (!section) return showSections(x, run);
  const scope: Scope = x.query.get('for') === 'run' ? 'run' : 'programme';
  const versions = await versionsOf(x.db, textOf(run, scope), section.id);
  const words = versions[0]?.words ?? '';
  return editor(x, { run, section, scope, versions, words, errors: [] });
}

function textOf(run: Run, scope: Scope): TextOf {
  return { programmeId: run.programme.id, runId: scope === 'run' ? run.id : undefined };
}

async function showSections(x: Exchange<Viewer>, run: Run): Promise<Response> {
  const of = textOf(run, 'run');
  const [texts, written] = await Promise.all([textsOf(x.db, of), lastWritten(x.db, of)]);
  const title = 'What the page says';
  return x.page(
    { title, section: DESK_SECTION, width: 'wide' },
    <DeskFrame
      run={run}
      tab="text"
      title={title}
      lede="Each section is written once for every run of the programme. A run can have words of its own in its place."
    >
      <DataTable
        caption="Sections of the public page"
        hideCaption
        rows={PAGE_SECTIONS}
        columns={[
          {
            key: 'section',
            label: 'Section',
            cell: ({ heading, edits }) => <SectionName {...{ heading, edits }} />,
          },
          { key: 'words', label: 'Says', cell: ({ id }) => beginning(texts.get(id)), narrow: 'plain' },
          {
            key: 'every',
            label: 'For every run',
            cell: ({ id, heading }) => (
              <EditLink
                run={run}
                id={id}
                heading={heading}
                scope="programme"
                at={written.get(id)?.programme?.toString()}
              />
            ),
          },
          {
            key: 'this',
            label: 'For this run only',
            cell: ({ id, heading }) => (
              <EditLink
                run={run}
                id={id}
                heading={heading}
                scope="run"
                at={written.get(id)?.run?.toString()}
              />
            ),
          },
        ]}
      />
      <p>
        <a href={runPath(run)}>See the public page</a>
      </p>
    </DeskFrame>,
  );
}

function SectionName({ heading, edits }: { heading: string; edits: string }) {
  return (
    <>
      {heading}
      <br />
      <span class="section-edits">{edits}</span>
    </>
  );
}

function beginning(words: string | undefined): string {
  if (!words) return 'Nothing yet';
  const plain = proseText(readProse(words.slice(0, 400))).replace(/\s+/g, ' ');
  return plain.length > 90 ? `${plain.slice(0, 90).replace(/\s+\S*$/, '')} …` : plain;
}

type Link = { run: Run; id: string; heading: string; scope: Scope; at: string | undefined };

function EditLink({ run, id, heading, scope, at }: Link) {
  return (
    <a
      href={`/desk/${run.id}/text?section=${id}&for=${scope}`}
      aria-label={`${at ? 'Edit' : 'Write'} “${heading}” ${scope === 'run' ? 'for this run' : 'for every run'}`}
    >
      {at ? 'Edit' : 'Write'}
    </a>
  );
}

const FORM = {
  section: choice('a section', SECTION_IDS as readonly SectionId[]),
  for: choice('for which runs', ['programme', 'run'] as const),
  words: optionalText('The text', { max: MOST_CHARACTERS }),
  version: whole('The version'),
  intent: choice('what to do', ['save', 'preview'] as const),
};

async function saveText(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, FORM);
  if (!parsed.ok) return wrongText(x, run, fields, parsed.errors);
  const { section: id, for: scope, words, version, intent } = parsed.value;
  const section = findPageSection(id);
  if (!section) return x.missing();
  const of = textOf(run, scope);
  if (intent === 'preview') {
    const versions = await versionsOf(x.db, of, id);
    return editor(x, { run, section, scope, versions, words, errors: [], basedOn: version, preview: true });
  }
  const written = await x.transaction((tx) =>
    writeText(tx, { ...of, section: id, words, by: x.viewer.personId, basedOn: version }),
  );
  if (written !== undefined) return x.redirect(`/desk/${run.id}/text`, `Saved: ${section.heading}`);
  const versions = await versionsOf(x.db, of, id);
  return editor(x, { run, section, scope, versions, words, errors: [], conflict: true });
}

async function wrongText(
  x: Exchange<Viewer>,
  run: Run,
  fields: Fields,
  errors: readonly FieldError[],
): Promise<Response> {
  const section = findPageSection(fields.one('section')) ?? PAGE_SECTIONS[0];
  const scope: Scope = fields.one('for') === 'run' ? 'run' : 'programme';
  const versions = await versionsOf(x.db, textOf(run, scope), section.id);
  return editor(x, { run, section, scope, versions, words: fields.one('words'), errors });
}

type Editing = {
  run: Run;
  section: PageSection;
  scope: Scope;
  versions: readonly SectionText[];
  words: string;
  errors: readonly FieldError[];
  /** The version that these words began from, when it is not the one in force. */
  basedOn?: number;
  preview?: boolean;
  conflict?: boolean;
};

function editor(x: Exchange<Viewer>, editing: Editing): Promise<Response> {
  const { section, errors, conflict } = editing;
  return x.page(
    {
      title: section.heading,
      section: DESK_SECTION,
      width: 'wide',
      hasErrors: errors.length > 0,
      ...(conflict ? { status: 409 } : {}),
    },
    <EditorView {...editing} />,
  );
}

function EditorView(editing: Editing) {
  const { run, section, scope, versions, words, errors } = editing;
  const inForce = versions[0];
  const path = `/desk/${run.id}/text`;
  return (
    <DeskFrame run={run} tab="text" title={section.heading} lede={section.edits}>
      <ErrorSummary errors={errors} />
      {editing.conflict && inForce && <Conflict run={run} inForce={inForce} />}
      {editing.preview && (
        <Section title="How it will read">
          <Inset>
            <Prose>{words === '' ? <p>Nothing: the section is left out.</p> : prose(words)}</Prose>
          </Inset>
        </Section>
      )}
      <PostForm action={path}>
        <Hidden name="section" value={section.id} />
        <Hidden name="for" value={scope} />
        <Hidden name="version" value={editing.basedOn ?? inForce?.version ?? 0} />
        <TextArea
          name="words"
          label={scope === 'run' ? 'Words for this run only' : 'Words for every run'}
          hint={hintFor(scope)}
          value={words}
          rows={14}
          words
          optional
          error={errorFor(errors, 'words')}
        />
        <Actions>
          <Button kind="first" name="intent" value="save">
            {editing.conflict ? 'Save mine in place of theirs' : 'Save this text'}
          </Button>
          <Button name="intent" value="preview">
            Preview
          </Button>
          <ButtonLink kind="quiet" href={path}>
            Leave without saving
          </ButtonLink>
        </Actions>
      </PostForm>
      <Versions run={run} versions={versions} />
    </DeskFrame>
  );
}

function hintFor(scope: Scope): string {
  const form =
    'Markdown: a blank line between paragraphs, - for a list, **strong**, [words](https://address).';
  return scope === 'run' ? `${form} Left empty, the words for every run stand here.` : form;
}

function Conflict({ run, inForce }: { run: Run; inForce: SectionText }) {
  return (
    <Inset kind="attention">
      <p>
        <strong>This text changed while you were writing.</strong> {sayWho(run, inForce)} Yours is still in
        the box below and nothing of it is saved. Take over what you want to keep of theirs, then save.
      </p>
      <Details summary="Their text" open>
        <pre class="theirs">{inForce.words}</pre>
      </Details>
    </Inset>
  );
}

function sayWho(run: Run, { writtenAt, writtenBy }: SectionText): string {
  if (!writtenAt) return '';
  return `${writtenBy ?? 'Somebody'} saved it on ${sayInstant(writtenAt, run.zone)}.`;
}

function Versions({ run, versions }: { run: Run; versions: readonly SectionText[] }) {
  if (!versions[0]?.writtenAt) return null;
  return (
    <Section title="Versions">
      {versions.map((version) => (
        <Details summary={`Version ${version.version}: ${sayWho(run, version)}`}>
          <pre class="theirs">{version.words === '' ? '(empty)' : version.words}</pre>
        </Details>
      ))}
    </Section>
  );
}
