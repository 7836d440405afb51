import { applicationsToRun, type Application } from '#application';
import { findPersons } from '#people';
import { coordinatedRun, DESK_SECTION, type Run } from '#programme';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { answerChangeRequest, showChangeRequests } from './change-requests.page.tsx';
import { ApplicantsView, type Applicant } from './applicants.view.tsx';
import { saveForThem, sendForThem, showApplicant, showSection } from './on-behalf.page.tsx';

const coordinator = wearing('coordinator');

/** A coordinator's pages of everybody who began to apply: what they wrote, acting for them, and what they ask for. */
export const deskRoutes: readonly Route[] = [
  get('/desk/:runId/applicants', coordinator, showApplicants),
  get('/desk/:runId/applicants/:applicationId', coordinator, showApplicant),
  post('/desk/:runId/applicants/:applicationId/send', coordinator, sendForThem),
  get('/desk/:runId/applicants/:applicationId/answers/:section', coordinator, showSection),
  post('/desk/:runId/applicants/:applicationId/answers/:section', coordinator, saveForThem),
  get('/desk/:runId/change-requests', coordinator, showChangeRequests),
  post('/desk/:runId/change-requests/:requestId', coordinator, answerChangeRequest),
];

async function showApplicants(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const search = (x.query.get('q') ?? '').trim().slice(0, 100);
  const all = await applicantsOf(x, run);
  const found = all.filter((one) => isLike(one, search));
  return x.page(
    { title: 'Applicants', section: DESK_SECTION, width: 'wide' },
    <ApplicantsView run={run} applicants={found} all={all.length} search={search} />,
  );
}

/** Everybody who signed in for an application, by name; drafts that nobody has signed in for are nobody's to look at. */
async function applicantsOf(x: Exchange, run: Run): Promise<Applicant[]> {
  const applications = (await applicationsToRun(x.db, run.id)).filter(isSomebodys);
  const persons = await findPersons(
    x.db,
    applications.map(({ personId }) => personId),
  );
  return applications
    .flatMap((application) => {
      const person = persons.get(application.personId);
      return person ? [{ application, person }] : [];
    })
    .sort((one, other) => one.person.name.localeCompare(other.person.name, 'en-GB'));
}

function isSomebodys(one: Application): one is Application & { personId: string } {
  return one.personId !== undefined;
}

function isLike({ person, application }: Applicant, search: string): boolean {
  const words = `${person.name} ${person.email} ${application.reference}`.toLowerCase();
  return words.includes(search.toLowerCase());
}
