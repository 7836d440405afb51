import { sayInstant } from '#calendar';
import {
  accessCodesOf,
  applicationsToRun,
  codeState,
  makeAccessCode,
  revokeAccessCode,
  type AccessCode,
  type CodeState,
} from '#application';
import { findPersons } from '#people';
import {
  coordinatedRun,
  DESK_SECTION,
  DeskFrame,
  readWall,
  typedWall,
  WallField,
  type Run,
} from '#programme';
import { CopyText } from '#look/copy.tsx';
import {
  Actions,
  Button,
  ButtonForm,
  ErrorSummary,
  errorFor,
  PostForm,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Empty, Section, Stack } from '#look/page-parts.tsx';
import { StateTag, type StateKind } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { now } from '#platform/clock.ts';
import { settings } from '#platform/config.ts';
import { line, parseForm, whole, type Fields } from '#platform/forms.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { latePath } from './late.page.tsx';

const coordinator = wearing('coordinator');

/** A coordinator's page of the codes that let people apply to a run after its deadline. */
export const accessCodeRoutes: readonly Route[] = [
  get('/desk/:runId/access-codes', coordinator, showCodes),
  post('/desk/:runId/access-codes', coordinator, make),
  post('/desk/:runId/access-codes/:codeId/revoke', coordinator, revoke),
];

type Typed = Readonly<Record<string, string>>;

async function showCodes(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  return run ? codesPage(x, run, usual(run), []) : x.missing();
}

/** Three days for one person, as a first suggestion. */
function usual(run: Run): Typed {
  return { mostUses: '1', ...typedWall('expires', now().add({ hours: 72 }), run.zone) };
}

async function codesPage(
  x: Exchange,
  run: Run,
  typed: Typed,
  errors: readonly FieldError[],
): Promise<Response> {
  const codes = await accessCodesOf(x.db, run.id);
  return x.page(
    { title: 'Access codes', section: DESK_SECTION, width: 'wide', hasErrors: errors.length > 0 },
    <CodesView run={run} codes={codes} names={await usersOf(x, run)} typed={typed} errors={errors} />,
  );
}

/** Who stands behind each application of the run, by its id. */
async function usersOf(x: Exchange, run: Run): Promise<ReadonlyMap<string, string>> {
  const applications = await applicationsToRun(x.db, run.id);
  const persons = await findPersons(
    x.db,
    applications.flatMap(({ personId }) => (personId ? [personId] : [])),
  );
  return new Map(applications.map(({ id, personId }) => [id, persons.get(personId ?? '')?.name ?? '']));
}

const FORM = {
  purpose: line('Whom it is for', { max: 200 }),
  mostUses: whole('How many people', { min: 1, max: 500 }),
};

async function make(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const fields = await x.form();
  const read = readNew(fields, run);
  if ('errors' in read) return codesPage(x, run, fields.typed, read.errors);
  const code = { ...read, runId: run.id, by: x.viewer.personId };
  const made = await x.transaction((tx) => makeAccessCode(tx, code));
  return x.redirect(`/desk/${run.id}/access-codes`, `The code is ${made.code}.`);
}

type ReadNew =
  { purpose: string; mostUses: number; expiresAt: ReturnType<typeof now> } | { errors: FieldError[] };

function readNew(fields: Fields, run: Run): ReadNew {
  const until = readWall(fields, 'expires', 'The end', run.zone);
  const parsed = parseForm(fields, FORM);
  if (!parsed.ok || 'error' in until) {
    return { errors: [...('error' in until ? [until.error] : []), ...(parsed.ok ? [] : parsed.errors)] };
  }
  if (until.instant.epochMilliseconds <= now().epochMilliseconds)
    return { errors: [{ field: 'expires', message: 'The end must lie ahead' }] };
  return { ...parsed.value, expiresAt: until.instant };
}

async function revoke(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const revocation = { runId: run.id, codeId: x.param('codeId'), by: x.viewer.personId };
  await x.transaction((tx) => revokeAccessCode(tx, revocation));
  return x.redirect(`/desk/${run.id}/access-codes`, 'Nobody else can use this code.');
}

const STATES: Record<CodeState, { kind: StateKind; words: string }> = {
  works: { kind: 'now', words: 'Works' },
  'used-up': { kind: 'done', words: 'Used up' },
  expired: { kind: 'closed', words: 'Expired' },
  revoked: { kind: 'stop', words: 'Taken back' },
};

type CodesProps = {
  run: Run;
  codes: readonly AccessCode[];
  names: ReadonlyMap<string, string>;
  typed: Typed;
  errors: readonly FieldError[];
};

function CodesView({ run, codes, names, typed, errors }: CodesProps) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <DeskFrame
        run={run}
        tab="access-codes"
        title="Access codes"
        lede={`Applications close on ${sayInstant(run.deadline.at, run.zone)}. A code lets somebody write and send one later, until the code ends.`}
      >
        <Section title="Codes of this run">
          <DataTable
            caption="Access codes"
            hideCaption
            rows={codes}
            empty={<Empty title="No codes yet">Nobody can apply after the deadline.</Empty>}
            columns={[
              {
                key: 'purpose',
                label: 'For',
                rowHeader: true,
                cell: (one) => one.purpose,
              },
              { key: 'state', label: 'State', narrow: 'beside', cell: (one) => <State code={one} /> },
              {
                key: 'link',
                label: 'Link to send',
                cell: (one) => (
                  <CopyText label={one.code} value={`${settings().url}${latePath(run, one.code)}`} />
                ),
              },
              { key: 'ends', label: 'Ends', cell: (one) => sayInstant(one.expiresAt, run.zone) },
              { key: 'uses', label: 'Used by', cell: (one) => <Uses code={one} names={names} /> },
              { key: 'act', label: 'Act', cell: (one) => <Revoke run={run} code={one} /> },
            ]}
          />
        </Section>
        <Section title="Make a code">
          <MakeForm run={run} typed={typed} errors={errors} />
        </Section>
      </DeskFrame>
    </>
  );
}

function State({ code }: { code: AccessCode }) {
  const { kind, words } = STATES[codeState(code, now())];
  return <StateTag kind={kind}>{words}</StateTag>;
}

function Uses({ code, names }: { code: AccessCode; names: ReadonlyMap<string, string> }) {
  const who = code.applicationIds.map((id) => names.get(id)).filter(Boolean);
  return (
    <Stack tight>
      <span>{`${code.uses} of ${code.mostUses}`}</span>
      {who.length > 0 && <span class="hint">{who.join(', ')}</span>}
    </Stack>
  );
}

function Revoke({ run, code }: { run: Run; code: AccessCode }) {
  const state = codeState(code, now());
  if (state === 'revoked' || state === 'expired') return null;
  return (
    <ButtonForm
      action={`/desk/${run.id}/access-codes/${code.id}/revoke`}
      kind="quiet"
      confirm={{
        question: `Take back the code for ${code.purpose}?`,
        detail: 'Nobody else can use it. Whoever has used it already keeps the time they were given.',
        yes: 'Take it back',
      }}
    >
      Take back<span class="unseen">{` the code for ${code.purpose}`}</span>
    </ButtonForm>
  );
}

function MakeForm({ run, typed, errors }: Pick<CodesProps, 'run' | 'typed' | 'errors'>) {
  return (
    <PostForm action={`/desk/${run.id}/access-codes`} label="Make a code">
      <TextField
        name="purpose"
        label="Whom is it for, and why?"
        hint="The team reads this; the person does not."
        value={typed.purpose}
        error={errorFor(errors, 'purpose')}
      />
      <TextField
        name="mostUses"
        label="How many people may use it?"
        size="year"
        inputmode="numeric"
        value={typed.mostUses}
        error={errorFor(errors, 'mostUses')}
      />
      <WallField
        name="expires"
        label="Until when?"
        hint="Until then they can write, send and change their application."
        zone={run.zone}
        typed={typed}
        errors={errors}
      />
      <Actions>
        <Button kind="first">Make the code</Button>
      </Actions>
    </PostForm>
  );
}
