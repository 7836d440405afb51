import { frameworksOnFile } from '#framework';
import type { Option } from '#look/field.tsx';
import { type Organisation, findOrganisation, findPersons } from '#people';
import { type FieldError, choice, parseForm, ticked, whole, line, optionalLine } from '#platform/forms.ts';
import { type Exchange, get, post, wearing } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { bodiesOfRegistrar } from './access.ts';
import { titleOfPathway } from './assessing.page.tsx';
import { conflictsOfAssessor, memberAt, poolAt, putAssessor, secondsBefore } from './assessor.sql.ts';
import { AssessorView, AssessorsView, type BodyPool } from './assessors.view.tsx';
import { liftConflict } from './conflicts.ts';
import type { PoolMember } from './pairing.ts';

type Asking = Exchange<Viewer>;

async function showPool(x: Asking): Promise<Response> {
  const bodies: BodyPool[] = [];
  // One round for each awarding body of one registrar: nearly always one.
  for (const id of bodiesOfRegistrar(x.viewer)) {
    const body = await findOrganisation(x.db, id);
    const pool = await poolAt(x.db, id);
    if (body)
      bodies.push({ body, pool: pool.map((one) => ({ ...one, holds: titleOfPathway(one.pathwayId) })) });
  }
  return x.page({ title: 'Assessors', section: 'cases', width: 'wide' }, <AssessorsView bodies={bodies} />);
}

/** An assessor at a body whose registrar the viewer is; nothing otherwise, and nobody manages themselves. */
async function managed(x: Asking): Promise<{ body: Organisation; member: PoolMember } | undefined> {
  const personId = x.param('personId');
  if (personId === x.viewer.personId) return undefined;
  for (const id of bodiesOfRegistrar(x.viewer)) {
    const member = await memberAt(x.db, id, personId);
    const body = member && (await findOrganisation(x.db, id));
    if (member && body) return { body, member };
  }
  return undefined;
}

function pathwayOptions(): Option[] {
  const seen = new Map<string, string>();
  for (const { pathways } of frameworksOnFile().values())
    for (const { id, title } of pathways) if (!seen.has(id)) seen.set(id, title);
  return [...seen].map(([value, label]) => ({ value, label }));
}

async function showAssessor(
  x: Asking,
  typed: Readonly<Record<string, string>> = {},
  errors: readonly FieldError[] = [],
): Promise<Response> {
  const found = await managed(x);
  if (!found) return x.missing();
  const { body, member } = found;
  const conflicts = await conflictsOfAssessor(x.db, member.personId);
  const names = await findPersons(
    x.db,
    conflicts.map(({ candidateId }) => candidateId),
  );
  return x.page(
    { title: member.name, section: 'cases', hasErrors: errors.length > 0 },
    <AssessorView
      member={member}
      secondsBefore={await secondsBefore(x.db, body.id, member.personId)}
      pathways={pathwayOptions()}
      conflicts={conflicts.map((one) => ({ ...one, candidate: names.get(one.candidateId)?.name ?? '' }))}
      zone={body.zone}
      typed={typed}
      errors={errors}
    />,
  );
}

async function saveAssessor(x: Asking): Promise<Response> {
  const found = await managed(x);
  if (!found) return x.missing();
  const fields = await x.form();
  const posted = parseForm(fields, {
    pathwayId: choice('a pathway from the list', ['', ...pathwayOptions().map(({ value }) => value)]),
    awardCurrent: ticked(),
    secondsBefore: whole('The number of assessments', { max: 1000 }),
    institution: line('The institution', { max: 200 }),
    specialisms: optionalLine('The specialisms', { max: 500 }),
    capacity: whole('How many at once', { max: 50 }),
    away: ticked(),
  });
  if (!posted.ok) return showAssessor(x, fields.typed, posted.errors);
  const { pathwayId, ...facts } = posted.value;
  const whom = { personId: found.member.personId, awardingBodyId: found.body.id };
  await x.transaction((tx) => putAssessor(tx, { ...whom, ...facts, pathwayId: pathwayId || undefined }));
  return x.redirect(`/assessors/${whom.personId}`, 'Saved.');
}

async function lift(x: Asking): Promise<Response> {
  const found = await managed(x);
  if (!found) return x.missing();
  const conflicts = await conflictsOfAssessor(x.db, found.member.personId);
  const one = conflicts.find(({ id }) => id === x.param('conflictId'));
  if (!one || one.candidateId === x.viewer.personId) return x.missing();
  await x.transaction((tx) => liftConflict(tx, { conflictId: one.id, by: x.viewer.personId }));
  return x.redirect(`/assessors/${found.member.personId}`, 'The conflict is lifted.');
}

const registrar = wearing('registrar');

export const assessorRoutes = [
  get('/assessors', registrar, showPool),
  get('/assessors/:personId', registrar, (x) => showAssessor(x)),
  post('/assessors/:personId', registrar, saveAssessor),
  post('/assessors/:personId/conflicts/:conflictId/lift', registrar, lift),
];
