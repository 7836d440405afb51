import { FALLBACK_ZONE, sayInstant } from '#calendar';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  TextArea,
  type FieldError,
} from '#look/field.tsx';
import { Details, Inset, Section } from '#look/page-parts.tsx';
import { findOrganisation, keepingPath, keptAt, organisationsOf, type Organisation } from '#people';
import { choice, parseForm, text, whole } from '#platform/forms.ts';
import { anyone, get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { coordinatedRun, DESK_SECTION, DeskFrame } from './desk-frame.tsx';
import type { Run } from './programme.ts';
import { StatementView } from './programmes.view.tsx';
import { findStatement, writeStatement } from './statement.sql.ts';
import { STATEMENT_KINDS, STATEMENT_TITLES, type Statement, type StatementKind } from './statement.sql.ts';

/** The institution's accessibility and privacy texts: read by anyone, written by coordinators. */
export const statementRoutes = [
  ...STATEMENT_KINDS.map((kind) => get(`/${kind}`, anyone, (x) => showStatement(x, kind))),
  get('/desk/:runId/statements', wearing('coordinator'), showStatements),
  post('/desk/:runId/statements', wearing('coordinator'), saveStatement),
];

const NOBODY = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'this site',
  contactAddress: 'its operator',
};

async function showStatement(x: Exchange, kind: StatementKind): Promise<Response> {
  const [institution] = await organisationsOf(x.db, 'institution');
  const { words, writtenAt } = await findStatement(x.db, institution ?? NOBODY, kind);
  const updated = writtenAt && sayInstant(writtenAt, institution?.zone ?? FALLBACK_ZONE).split(',')[0];
  const title = STATEMENT_TITLES[kind];
  const kept = kind === 'privacy' ? await keptAt(x.db, institution?.id) : undefined;
  return x.page({ title }, <StatementView title={title} words={words} updated={updated} kept={kept} />);
}

async function showStatements(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  const institution = run && (await findOrganisation(x.db, run.programme.institutionId));
  if (!run || !institution) return x.missing();
  return statementsPage(x, run, institution, undefined);
}

type Mine = { kind: StatementKind; words: string; errors: readonly FieldError[]; conflict: boolean };

async function saveStatement(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  const institution = run && (await findOrganisation(x.db, run.programme.institutionId));
  if (!run || !institution) return x.missing();
  const fields = await x.form();
  const chosen = parseForm(fields, { kind: choice('a statement', STATEMENT_KINDS) });
  if (!chosen.ok)
    return x.refused({ code: 'no-such-statement', says: 'There is no such statement.', status: 422 });
  const { kind } = chosen.value;
  const parsed = parseForm(fields, {
    [kind]: text('The text', { max: 60_000 }),
    version: whole('The version'),
  });
  const mine = { kind, words: fields.one(kind), conflict: false };
  if (!parsed.ok) return statementsPage(x, run, institution, { ...mine, errors: parsed.errors });
  const written = await x.transaction((tx) =>
    writeStatement(tx, {
      institutionId: institution.id,
      kind,
      words: mine.words.trim(),
      by: x.viewer.personId,
      basedOn: Number(fields.one('version')),
    }),
  );
  if (written !== undefined)
    return x.redirect(`/desk/${run.id}/statements`, `${STATEMENT_TITLES[kind]}: saved.`);
  return statementsPage(x, run, institution, { ...mine, errors: [], conflict: true });
}

async function statementsPage(
  x: Exchange<Viewer>,
  run: Run,
  institution: Organisation,
  mine: Mine | undefined,
): Promise<Response> {
  const statements = await Promise.all(STATEMENT_KINDS.map((kind) => findStatement(x.db, institution, kind)));
  const errors = mine?.errors ?? [];
  return x.page(
    {
      title: 'Statements',
      section: DESK_SECTION,
      hasErrors: errors.length > 0,
      ...(mine?.conflict ? { status: 409 } : {}),
    },
    <DeskFrame
      run={run}
      tab="statements"
      title="Statements"
      lede={`What ${institution.name} tells its readers about accessibility and privacy, on every page’s foot.`}
    >
      <ErrorSummary errors={errors} />
      {statements.map((statement) => (
        <StatementForm
          run={run}
          statement={statement}
          mine={mine?.kind === statement.kind ? mine : undefined}
        />
      ))}
    </DeskFrame>,
  );
}

type FormProps = { run: Run; statement: Statement; mine: Mine | undefined };

function StatementForm({ run, statement, mine }: FormProps) {
  const { kind, version, words } = statement;
  const title = STATEMENT_TITLES[kind];
  return (
    <Section title={title} hint={sayWho(run, statement)} action={<a href={`/${kind}`}>See it</a>}>
      {mine?.conflict && (
        <Inset kind="attention">
          <p>
            <strong>This text changed while you were writing.</strong> Yours is in the box below and not
            saved.
          </p>
          <Details summary="Their text" open>
            <pre class="theirs">{words}</pre>
          </Details>
        </Inset>
      )}
      <PostForm action={`/desk/${run.id}/statements`} label={title}>
        <Hidden name="kind" value={kind} />
        <Hidden name="version" value={version} />
        <TextArea
          name={kind}
          label={`${title}, in Markdown`}
          value={mine?.words ?? words}
          rows={14}
          error={errorFor(mine?.errors ?? [], kind)}
        />
        <Actions>
          <Button>
            {mine?.conflict ? 'Save mine in place of theirs' : `Save the ${title.toLowerCase()}`}
          </Button>
        </Actions>
      </PostForm>
      {kind === 'privacy' && (
        <p>
          <a href={keepingPath(run.programme.institutionId)}>How long things are kept</a> stands under the
          notice by itself.
        </p>
      )}
    </Section>
  );
}

function sayWho(run: Run, { writtenAt, writtenBy }: Statement): string {
  if (!writtenAt) return 'The first text that every institution starts with. Make it yours.';
  return `Last saved ${sayInstant(writtenAt, run.zone)}${writtenBy ? ` by ${writtenBy}` : ''}.`;
}
