import { Temporal } from 'temporal-polyfill';
import { Details, PageHead } from '#look/page-parts.tsx';
import { findPerson, findPersons } from '#people';
import { ReadingContents, serveSnapshotFile, snapshotOf, SubmissionReading } from '#submission';
import { now, today } from '#platform/clock.ts';
import {
  type FieldError,
  type Fields,
  choice,
  date,
  optionalText,
  parseForm,
  text,
} from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { type Exchange, get, post, wearing } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { bodiesOfRegistrar, registrarsCase } from './access.ts';
import { type AllocationProps, stateOf } from './allocation.view.tsx';
import { checkCopy } from './asked.ts';
import { poolAt } from './assessor.sql.ts';
import { assignmentsOf, assignmentsOfCases } from './assignment.sql.ts';
import { type Role, maySeeOthers } from './assignment.ts';
import { caseCounts, casesAt } from './case.sql.ts';
import { type Case, editionOf } from './case.ts';
import { CaseView } from './case.view.tsx';
import { type CaseRow, type CasesSort, CasesView, SORTS, STATES_OF, VIEWS } from './cases.view.tsx';
import { declareConflict, institutionsOf, toPair } from './conflicts.ts';
import { passIntake, returnCase } from './intake.ts';
import { invite, releaseAssessor } from './invite.ts';
import { judgementsOf } from './judgement.sql.ts';
import { inOrder, proposePair, standingOf } from './pairing.ts';

type Asking = Exchange<Viewer>;

async function showCases(x: Asking): Promise<Response> {
  const view = oneOf(VIEWS, x.query.get('view'));
  const sort = oneOf(SORTS, x.query.get('sort'));
  const where = { bodyIds: bodiesOfRegistrar(x.viewer), besides: x.viewer.personId };
  const counts = await caseCounts(x.db, where);
  const cases = await casesAt(x.db, { ...where, states: STATES_OF[view] });
  const rows = (await rowsOf(x, cases)).sort(orderBy(sort));
  return x.page(
    { title: 'Submissions', section: 'cases', width: 'wide' },
    <CasesView rows={rows} view={view} sort={sort} counts={counts} />,
  );
}

function oneOf<const Value extends string>(
  values: readonly [Value, ...Value[]],
  asked: string | null,
): Value {
  return values.find((value) => value === asked) ?? values[0];
}

async function rowsOf(x: Asking, cases: readonly Case[]): Promise<CaseRow[]> {
  const all = await assignmentsOfCases(
    x.db,
    cases.map(({ id }) => id),
  );
  const active = [...all.values()].flat().filter(({ ended }) => !ended);
  const ids = [...cases.map(({ personId }) => personId), ...active.map(({ assessorId }) => assessorId)];
  const names = await findPersons(x.db, ids);
  return cases.map((one) => ({
    case: one,
    candidate: names.get(one.personId)?.name ?? '',
    edition: editionOf(one),
    days: daysOf(one),
    assessors: active
      .filter(({ caseId }) => caseId === one.id)
      .map((assignment) => ({
        name: names.get(assignment.assessorId)?.name ?? '',
        state: stateOf(assignment)[1].toLowerCase(),
      })),
  }));
}

/** Whole days from submitting to the end, or to now. */
function daysOf(one: Case): number {
  const end = one.outcome?.releasedAt ?? (one.state === 'returned' ? one.intake?.at : undefined) ?? now();
  return Math.max(0, Math.floor(one.submittedAt.until(end).total('hours') / 24));
}

function orderBy(sort: CasesSort): (one: CaseRow, other: CaseRow) => number {
  const names = new Intl.Collator('en-GB');
  const key = (row: CaseRow): string =>
    ({
      waiting: '',
      number: row.case.number,
      candidate: row.candidate,
      pathway: row.case.pathwayId,
      state: String(STATES_OF.all.indexOf(row.case.state)),
    })[sort];
  return (one, other) =>
    names.compare(key(one), key(other)) ||
    Temporal.Instant.compare(one.case.submittedAt, other.case.submittedAt);
}

type Again = { typed: Readonly<Record<string, string>>; errors: readonly FieldError[] };

async function showCase(x: Asking, again: Again = { typed: {}, errors: [] }): Promise<Response> {
  const one = await registrarsCase(x.db, x.viewer, x.param('caseId'));
  const copy = one && (await snapshotOf(x.db, one.submissionId));
  if (!one || !copy) return x.missing();
  const edition = editionOf(one);
  const candidate = (await findPerson(x.db, one.personId))?.name ?? '';
  const institutions = await institutionsOf(x.db, [one]);
  const allocation = await allocationOf(x, one, again);
  return x.page(
    { title: candidate, section: 'cases', width: 'wide', hasErrors: again.errors.length > 0 },
    <CaseView
      one={one}
      edition={edition}
      candidate={candidate}
      institution={institutions.get(one.id) ?? ''}
      copy={copy}
      found={checkCopy(edition, one.pathwayId, copy)}
      allocation={allocation}
      notes={await notesOf(x, allocation.assignments)}
      typed={again.typed}
      errors={again.errors}
    />,
  );
}

async function allocationOf(x: Asking, one: Case, { typed, errors }: Again): Promise<AllocationProps> {
  const facts = await toPair(x.db, one);
  const standings = (await poolAt(x.db, one.awardingBodyId)).map((member) => standingOf(member, facts));
  const assignments = await assignmentsOf(x.db, one.id);
  const names = await findPersons(
    x.db,
    assignments.map(({ assessorId }) => assessorId),
  );
  const taken = assignments.filter(({ ended }) => !ended).map(({ role }) => role);
  const roles: readonly Role[] = one.state === 'agreeing' ? ['third'] : ['lead', 'second'];
  return {
    one,
    standings: inOrder(standings),
    assignments: assignments.map((assignment) => ({
      ...assignment,
      name: names.get(assignment.assessorId)?.name ?? '',
    })),
    proposed: proposePair(standings),
    wanted: roles.filter((role) => !taken.includes(role)),
    dueOn: today(facts.edition.timeZone).add({ weeks: facts.edition.assessors.weeksToLodge }).toString(),
    typed,
    errors,
  };
}

/** What assessors wrote to the registrar: nothing before both have lodged. */
async function notesOf(
  x: Asking,
  assignments: AllocationProps['assignments'],
): Promise<{ name: string; words: string }[]> {
  const open = assignments.filter((assignment) => maySeeOthers(assignment, assignments));
  const judgements = await judgementsOf(
    x.db,
    open.map(({ id }) => id),
  );
  return open.flatMap(({ id, name }) => {
    const words = judgements.get(id)?.noteToRegistrar ?? '';
    return words === '' ? [] : [{ name, words }];
  });
}

async function showSubmission(x: Asking): Promise<Response> {
  const one = await registrarsCase(x.db, x.viewer, x.param('caseId'));
  const copy = one && (await snapshotOf(x.db, one.submissionId));
  if (!one || !copy) return x.missing();
  return x.page(
    { title: `Submission ${one.number}`, section: 'cases', width: 'wide' },
    <>
      <PageHead
        title={`Submission ${one.number}`}
        back={{ label: copy.candidate.name, href: `/cases/${one.id}` }}
        kicker={`${copy.pathway.title} · ${copy.kind.title}`}
      />
      <Details summary="Contents">
        <ReadingContents snapshot={copy} />
      </Details>
      <SubmissionReading snapshot={copy} files={(evidenceId) => `/cases/${one.id}/evidence/${evidenceId}`} />
    </>,
  );
}

async function evidence(x: Asking): Promise<Response> {
  const one = await registrarsCase(x.db, x.viewer, x.param('caseId'));
  if (!one) return x.missing();
  return (await serveSnapshotFile(x.db, one.submissionId, x.param('evidenceId'), x.request)) ?? x.missing();
}

/** Does an act on a case; what words can mend is shown on the case's page with the words kept. */
async function act(
  x: Asking,
  fields: Fields,
  said: string,
  doIt: () => Promise<void>,
  field = '',
): Promise<Response> {
  try {
    await doIt();
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status !== 422) throw error;
    return showCase(x, { typed: fields.typed, errors: [{ field, message: error.refusal.says }] });
  }
  return x.redirect(`/cases/${x.param('caseId')}`, said);
}

async function intake(x: Asking): Promise<Response> {
  const one = await registrarsCase(x.db, x.viewer, x.param('caseId'));
  if (!one) return x.missing();
  const fields = await x.form();
  const isReturn = fields.one('result') === 'returned';
  const posted = parseForm(fields, {
    result: choice('whether it passes', ['passed', 'returned']),
    note: optionalText('Your note', { max: 2000 }),
    reason: isReturn ? text('What the candidate has to mend', { max: 2000 }) : optionalText('The reason'),
  });
  if (!posted.ok) return showCase(x, { typed: fields.typed, errors: posted.errors });
  const { note, reason, result } = posted.value;
  const check = { caseId: one.id, note, by: x.viewer.personId };
  await x.transaction((tx) =>
    result === 'passed' ? passIntake(tx, check) : returnCase(tx, { ...check, reason }),
  );
  if (result === 'passed') return x.redirect(`/cases/${one.id}`, 'Passed. Now ask two assessors.');
  return x.redirect('/cases', `${one.number} is sent back. The candidate has been written to.`);
}

async function askAssessors(x: Asking): Promise<Response> {
  const one = await registrarsCase(x.db, x.viewer, x.param('caseId'));
  if (!one) return x.missing();
  const fields = await x.form();
  const { standings, wanted } = await allocationOf(x, one, { typed: {}, errors: [] });
  const known = standings.map(({ member }) => member.personId);
  const posted = parseForm(fields, {
    ...Object.fromEntries(wanted.map((role) => [role, choice('somebody to ask', known)])),
    dueOn: date('The day to lodge by'),
  });
  if (!posted.ok) return showCase(x, { typed: fields.typed, errors: posted.errors });
  const asked = wanted.map((role) => ({ role, assessorId: fields.one(role) }));
  const invitation = { caseId: one.id, by: x.viewer.personId, dueOn: posted.value.dueOn, asked };
  const said = asked.length > 1 ? 'Both have been written to.' : 'They have been written to.';
  return act(x, fields, said, () => x.transaction((tx) => invite(tx, invitation)), wanted[0]);
}

async function endAssignment(x: Asking): Promise<Response> {
  const one = await registrarsCase(x.db, x.viewer, x.param('caseId'));
  if (!one) return x.missing();
  const fields = await x.form();
  const posted = parseForm(fields, { because: text('The reason', { max: 500 }) });
  if (!posted.ok)
    return showCase(x, { typed: {}, errors: posted.errors.map(({ message }) => ({ field: '', message })) });
  const ending = { caseId: one.id, assignmentId: x.param('assignmentId'), ...posted.value };
  return act(x, fields, 'They have been written to.', () =>
    x.transaction((tx) => releaseAssessor(tx, ending)),
  );
}

async function conflict(x: Asking): Promise<Response> {
  const one = await registrarsCase(x.db, x.viewer, x.param('caseId'));
  if (!one) return x.missing();
  const fields = await x.form();
  const known = (await poolAt(x.db, one.awardingBodyId)).map(({ personId }) => personId);
  const posted = parseForm(fields, {
    assessorId: choice('an assessor', known),
    reason: text('The reason', { max: 500 }),
  });
  if (!posted.ok) return showCase(x, { typed: fields.typed, errors: posted.errors });
  const declared = { ...posted.value, candidateId: one.personId, by: x.viewer.personId };
  return act(x, fields, 'The conflict is on record.', () =>
    x.transaction((tx) => declareConflict(tx, declared)),
  );
}

const AT = '/cases/:caseId';
const registrar = wearing('registrar');

export const caseRoutes = [
  get('/cases', registrar, showCases),
  get(AT, registrar, (x) => showCase(x)),
  get(`${AT}/submission`, registrar, showSubmission),
  get(`${AT}/evidence/:evidenceId`, registrar, evidence),
  post(`${AT}/intake`, registrar, intake),
  post(`${AT}/invite`, registrar, askAssessors),
  post(`${AT}/assignments/:assignmentId/end`, registrar, endAssignment),
  post(`${AT}/conflicts`, registrar, conflict),
];
