import { outcomesFor } from '#framework';
import { findOrganisation, findPerson } from '#people';
import { findProgrammeById } from '#programme';
import { type FieldError, choice, date, optionalText, parseForm } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { type Exchange, get, post, signedIn, wearing } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { recordableSubmission, registrarsCase, releasedCase } from './access.ts';
import { caseOfSubmission } from './case.sql.ts';
import { editionOf } from './case.ts';
import { OutcomeView, RecordView, ReleaseView } from './outcome.view.tsx';
import {
  doubtsAboutRelease,
  recordOutsideOutcome,
  refusalToRelease,
  releaseOutcome,
  transcriptOf,
} from './release.ts';

type Asking = Exchange<Viewer>;

async function showOutcome(x: Asking): Promise<Response> {
  const one = await releasedCase(x.db, x.viewer, x.param('caseId'));
  const transcript = one && (await transcriptOf(x.db, one));
  if (!one || !transcript) return x.missing();
  return x.page(
    { title: transcript.outcome.title, section: 'portfolio', width: 'wide' },
    <OutcomeView one={one} transcript={transcript} />,
  );
}

async function previewRelease(x: Asking): Promise<Response> {
  const one = await registrarsCase(x.db, x.viewer, x.param('caseId'));
  if (!one) return x.missing();
  const transcript = await transcriptOf(x.db, one);
  if (!transcript) {
    const refusal = refusalToRelease(one);
    return refusal ? x.refused(refusal) : x.missing();
  }
  const candidate = (await findPerson(x.db, one.personId))?.name ?? '';
  const released = one.state === 'released';
  return x.page(
    {
      title: released ? `What ${candidate} got` : `Release the outcome of ${one.number}`,
      section: 'cases',
      width: 'wide',
    },
    <ReleaseView
      one={one}
      transcript={transcript}
      doubts={doubtsAboutRelease(one, transcript)}
      candidate={candidate}
    />,
  );
}

async function release(x: Asking): Promise<Response> {
  const one = await registrarsCase(x.db, x.viewer, x.param('caseId'));
  if (!one) return x.missing();
  const by = x.viewer.personId;
  const { released } = await x.transaction((tx) => releaseOutcome(tx, { caseId: one.id, by }));
  if (!released)
    return x.redirect(`/cases/${one.id}`, 'A conflict of interest came to light, so nothing was released.');
  return x.redirect(`/cases/${one.id}`, 'Released. The candidate has been written to.');
}

async function showRecord(
  x: Asking,
  typed: Readonly<Record<string, string>> = {},
  errors: readonly FieldError[] = [],
): Promise<Response> {
  const found = await recordableSubmission(x.db, x.viewer, x.param('submissionId'));
  if (!found) return x.missing();
  const { submission, as } = found;
  const known = await caseOfSubmission(x.db, submission.id);
  if (known?.outcome && as === 'candidate') return x.redirect(`/outcomes/${known.id}`);
  const programme = await findProgrammeById(x.db, submission.programmeId);
  const body = programme && (await findOrganisation(x.db, programme.awardingBodyId));
  return x.page(
    { title: 'Record the outcome', hasErrors: errors.length > 0 },
    <RecordView
      number={submission.number}
      submissionId={submission.id}
      edition={editionOf(submission)}
      kind={submission.kind}
      bodyName={body?.name ?? ''}
      as={as}
      typed={typed}
      errors={errors}
    />,
  );
}

async function record(x: Asking): Promise<Response> {
  const found = await recordableSubmission(x.db, x.viewer, x.param('submissionId'));
  if (!found) return x.missing();
  const { submission, as } = found;
  const fields = await x.form();
  const outcomes = outcomesFor(editionOf(submission), submission.kind).map(({ id }) => id);
  const posted = parseForm(fields, {
    outcomeId: choice('the outcome', outcomes),
    decidedOn: date('The date of the decision'),
    feedback1: optionalText('The first feedback', { max: 20_000 }),
    feedback2: optionalText('The second feedback', { max: 20_000 }),
  });
  if (!posted.ok) return showRecord(x, fields.typed, posted.errors);
  const { outcomeId, decidedOn, feedback1, feedback2 } = posted.value;
  const outside = { submissionId: submission.id, outcomeId, decidedOn, by: x.viewer.personId };
  try {
    const caseId = await x.transaction((tx) =>
      recordOutsideOutcome(tx, { ...outside, feedback: [feedback1, feedback2] }),
    );
    return x.redirect(as === 'candidate' ? `/outcomes/${caseId}` : '/desk', 'Recorded.');
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== 'bad-day') throw error;
    return showRecord(x, fields.typed, [{ field: 'decidedOn', message: error.refusal.says }]);
  }
}

export const outcomeRoutes = [
  get('/outcomes/record/:submissionId', signedIn, (x) => showRecord(x)),
  post('/outcomes/record/:submissionId', signedIn, record),
  get('/outcomes/:caseId', signedIn, showOutcome),
  get('/cases/:caseId/release', wearing('registrar'), previewRelease),
  post('/cases/:caseId/release', wearing('registrar'), release),
];
