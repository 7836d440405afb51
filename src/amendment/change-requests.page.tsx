import { applicationsToRun } from '#application';
import { findPersons } from '#people';
import { coordinatedRun, DESK_SECTION, type Run } from '#programme';
import { choice, optionalText, parseForm, type FieldError } from '#platform/forms.ts';
import type { Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { answerChange } from './change-request.ts';
import { changeRequestsToRun } from './change-request.sql.ts';
import { ChangeRequestsView } from './change-requests.view.tsx';

type Wrong = { id: string; typed: Readonly<Record<string, string>>; errors: readonly FieldError[] };

/** What applicants to a run asked to have changed. */
export async function showChangeRequests(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  return run ? requestsPage(x, run) : x.missing();
}

async function requestsPage(x: Exchange, run: Run, wrong?: Wrong): Promise<Response> {
  const [requests, applications] = await Promise.all([
    changeRequestsToRun(x.db, run.id),
    applicationsToRun(x.db, run.id),
  ]);
  const owners = new Map(applications.map(({ id, personId }) => [id, personId ?? '']));
  const people = await findPersons(x.db, [
    ...new Set(requests.flatMap(({ askedBy, answer }) => [askedBy, ...(answer ? [answer.by] : [])])),
  ]);
  const asked = requests.map((request) => ({
    request,
    who: people.get(owners.get(request.applicationId) ?? '')?.name ?? 'An applicant',
  }));
  return x.page(
    { title: 'Requests for a change', section: DESK_SECTION, hasErrors: wrong !== undefined },
    <ChangeRequestsView run={run} asked={asked} people={people} wrong={wrong} />,
  );
}

/** Answers a request by letter. */
export async function answerChangeRequest(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const requestId = x.param('requestId');
  const fields = await x.form();
  const parsed = parseForm(fields, {
    [`answer-${requestId}`]: choice('what became of it', ['made', 'declined']),
    [`words-${requestId}`]: optionalText('Your words', { max: 2000 }),
  });
  if (!parsed.ok) return requestsPage(x, run, { id: requestId, typed: fields.typed, errors: parsed.errors });
  const answer = fields.one(`answer-${requestId}`) === 'made' ? 'made' : 'declined';
  const words = fields.one(`words-${requestId}`).trim();
  const said = { runId: run.id, requestId, answer, words, by: x.viewer.personId } as const;
  await x.transaction((tx) => answerChange(tx, said));
  return x.redirect(`/desk/${run.id}/change-requests`, 'Your answer is on its way.');
}
