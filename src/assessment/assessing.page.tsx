import { findPathway, frameworksOnFile } from '#framework';
import { findOrganisation, findPersons } from '#people';
import { snapshotOf } from '#submission';
import { today } from '#platform/clock.ts';
import { type FieldError, parseForm, text, ticked, whole, line, optionalLine } from '#platform/forms.ts';
import { type Exchange, get, post, wearing } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { type Task, ownTask } from './access.ts';
import { AssessingView, InvitationView, type Mine, type OwnProfile, ProfileView } from './assessing.view.tsx';
import { memberAt, putAssessor } from './assessor.sql.ts';
import { assignmentsOfAssessor, assignmentsOfCases } from './assignment.sql.ts';
import { type Assignment, maySeeOthers } from './assignment.ts';
import { findCases } from './case.sql.ts';
import { type Case, editionOf } from './case.ts';
import { institutionsOf } from './conflicts.ts';
import { acceptInvitation, declineInvitation } from './invite.ts';
import { ratedCounts } from './judgement.sql.ts';
import { showDesk } from './judging.page.tsx';

type Asking = Exchange<Viewer>;

async function showMine(x: Asking): Promise<Response> {
  const active = (await assignmentsOfAssessor(x.db, x.viewer.personId)).filter(({ ended }) => !ended);
  const cases = await findCases(
    x.db,
    active.map(({ caseId }) => caseId),
  );
  const tasks = active.flatMap((assignment) => {
    const one = cases.get(assignment.caseId);
    return one && isAtBodyOf(x.viewer, one) ? [{ assignment, case: one }] : [];
  });
  return x.page(
    { title: 'Your assessments', section: 'assessing', width: 'wide' },
    <AssessingView mine={await mineOf(x, tasks)} />,
  );
}

function isAtBodyOf(viewer: Viewer, { awardingBodyId }: Case): boolean {
  return viewer.hats.some(
    ({ hat, organisationId }) => hat === 'assessor' && organisationId === awardingBodyId,
  );
}

async function mineOf(x: Asking, tasks: readonly Task[]): Promise<Mine[]> {
  const accepted = tasks.filter(({ assignment }) => assignment.acceptedAt);
  const names = await findPersons(
    x.db,
    accepted.map(({ case: one }) => one.personId),
  );
  const rated = await ratedCounts(
    x.db,
    accepted.map(({ assignment }) => assignment.id),
  );
  const cases = tasks.map(({ case: one }) => one);
  const institutions = await institutionsOf(x.db, cases);
  const all = await assignmentsOfCases(
    x.db,
    cases.map(({ id }) => id),
  );
  return tasks.map(({ assignment, case: one }) => ({
    assignment,
    case: one,
    edition: editionOf(one),
    today: today(editionOf(one).timeZone),
    candidate: assignment.acceptedAt ? names.get(one.personId)?.name : undefined,
    institution: institutions.get(one.id) ?? '',
    rated: rated.get(assignment.id),
    maySeeOthers: maySeeOthers(assignment, all.get(one.id) ?? []),
  }));
}

async function showTask(x: Asking): Promise<Response> {
  const task = await ownTask(x.db, x.viewer, x.param('assignmentId'));
  if (!task) return x.missing();
  return task.assignment.acceptedAt ? showDesk(x) : invitationPage(x, task, '', []);
}

async function invitationPage(
  x: Asking,
  task: Task,
  because: string,
  errors: readonly FieldError[],
): Promise<Response> {
  const copy = await snapshotOf(x.db, task.case.submissionId);
  const institutions = await institutionsOf(x.db, [task.case]);
  const edition = editionOf(task.case);
  return x.page(
    { title: 'Will you assess this portfolio?', section: 'assessing', hasErrors: errors.length > 0 },
    <InvitationView
      task={task}
      edition={edition}
      institution={institutions.get(task.case.id) ?? ''}
      sections={copy?.sections.length ?? 0}
      words={copy?.words ?? 0}
      today={today(edition.timeZone)}
      because={because}
      errors={errors}
    />,
  );
}

async function accept(x: Asking): Promise<Response> {
  const who = { assignmentId: x.param('assignmentId'), personId: x.viewer.personId };
  const { conflict } = await x.transaction((tx) => acceptInvitation(tx, who));
  if (conflict) return x.redirect('/assessing', `You cannot assess this one. ${conflict}`);
  return x.redirect(`/assessing/${who.assignmentId}`, 'Accepted. The portfolio is open to you.');
}

async function decline(x: Asking): Promise<Response> {
  const task = await ownTask(x.db, x.viewer, x.param('assignmentId'));
  if (!task) return x.missing();
  const fields = await x.form();
  const posted = parseForm(fields, { because: text('Your reason', { max: 500 }) });
  if (!posted.ok) return refusedDecline(x, task.assignment, task, fields.one('because'), posted.errors);
  const who = { assignmentId: task.assignment.id, personId: x.viewer.personId };
  await x.transaction((tx) => declineInvitation(tx, { ...who, ...posted.value }));
  return x.redirect(
    '/assessing',
    `You have given ${task.case.number} back. The registrar asks somebody else.`,
  );
}

async function refusedDecline(
  x: Asking,
  { acceptedAt }: Assignment,
  task: Task,
  because: string,
  errors: readonly FieldError[],
): Promise<Response> {
  if (!acceptedAt) return invitationPage(x, task, because, errors);
  return x.refused({
    code: 'no-reason',
    says: `${errors[0]?.message ?? 'A reason is missing'}.`,
    status: 422,
  });
}

async function profilesOf(x: Asking): Promise<OwnProfile[]> {
  const profiles: OwnProfile[] = [];
  // One round for each awarding body that one person assesses for: nearly always one.
  for (const { hat, organisationId } of x.viewer.hats) {
    if (hat !== 'assessor') continue;
    const body = await findOrganisation(x.db, organisationId);
    const member = await memberAt(x.db, organisationId, x.viewer.personId);
    if (body && member) profiles.push({ body, member, holds: titleOfPathway(member.pathwayId) });
  }
  return profiles;
}

/** A pathway's title by its id, from whichever edition on file has it. */
export function titleOfPathway(pathwayId: string | undefined): string | undefined {
  if (pathwayId === undefined) return undefined;
  const editions = [...frameworksOnFile().values()];
  return editions.flatMap((edition) => findPathway(edition, pathwayId)?.title ?? []).at(0) ?? pathwayId;
}

async function showProfile(x: Asking, errors: readonly FieldError[] = []): Promise<Response> {
  return x.page(
    { title: 'Capacity and specialisms', section: 'assessing', hasErrors: errors.length > 0 },
    <ProfileView profiles={await profilesOf(x)} errors={errors} />,
  );
}

async function saveProfile(x: Asking): Promise<Response> {
  const awardingBodyId = x.param('bodyId');
  const personId = x.viewer.personId;
  if (!(await memberAt(x.db, awardingBodyId, personId))) return x.missing();
  const posted = parseForm(await x.form(), {
    institution: line('Your institution', { max: 200 }),
    specialisms: optionalLine('Your specialisms', { max: 500 }),
    capacity: whole('How many at once', { max: 50 }),
    away: ticked(),
  });
  if (!posted.ok) return showProfile(x, posted.errors);
  await x.transaction((tx) => putAssessor(tx, { personId, awardingBodyId, ...posted.value }));
  return x.redirect('/assessing/profile', 'Saved.');
}

const AT = '/assessing/:assignmentId';
const assessor = wearing('assessor');

export const assessingRoutes = [
  get('/assessing', assessor, showMine),
  get('/assessing/profile', assessor, (x) => showProfile(x)),
  post('/assessing/profile/:bodyId', assessor, saveProfile),
  get(AT, assessor, showTask),
  post(`${AT}/accept`, assessor, accept),
  post(`${AT}/decline`, assessor, decline),
];
