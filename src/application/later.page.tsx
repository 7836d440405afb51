import {
  asAsked,
  faultsOfForm,
  findForm,
  isFrozen,
  parseSection,
  splitForTeam,
  typedInto,
  type Answers,
  type FormContent,
  type FormSection,
} from '#form';
import { findPersons } from '#people';
import { coordinatedRun, DESK_SECTION, workshopsOf } from '#programme';
import { now } from '#platform/clock.ts';
import type { FieldError } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, signedIn, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { applicationsToRun } from './application.sql.ts';
import { answerLater, isStillAsked, owedOf } from './later.ts';
import { laterAnswersOf, wholeAnswersToRun } from './later.sql.ts';
import { LaterView, OwedView, type OwedRow } from './later.view.tsx';
import { openOwn } from './open.page.ts';
import type { Opened } from './opened.ts';
import { unseenIn } from './section-answers.ts';
import { refusalToEdit } from './rules.ts';
import { latestSubmission, teamAnswersOf } from './submission.sql.ts';

/** What is required only by a day after sending: where it is answered, and who has not. */
export const laterRoutes = [
  get('/applications/:applicationId/later', signedIn, showLater),
  post('/applications/:applicationId/later', signedIn, saveLater),
  get('/desk/:runId/form/owed', wearing('coordinator'), showOwed),
];

type Later = {
  opened: Opened;
  content: FormContent;
  sections: readonly FormSection[];
  answers: Answers;
  version: number;
};

/** What is asked later of the viewer; an answer to give instead where nothing is. */
async function openLater(x: Exchange<Viewer>): Promise<Later | Response> {
  const opened = await openOwn(x);
  if (opened instanceof Response) return opened;
  const { application, run } = opened;
  const sent = await latestSubmission(x.db, application.id);
  if (!sent || !isStillAsked(application)) return x.missing();
  const { content } = await findForm(x.db, sent.formId);
  const sections = content.sections.filter(({ questions }) => questions.some(({ requiredBy }) => requiredBy));
  const [section] = sections;
  if (!section) return x.missing();
  if (!refusalToEdit(application, run, now()))
    return x.redirect(`/applications/${application.id}/answers/${section.id}`);
  const later = await laterAnswersOf(x.db, application.id);
  const team = await teamAnswersOf(x.db, application.id);
  return {
    opened,
    content,
    sections,
    answers: { ...sent.answers, ...team, ...later.answers },
    version: later.version,
  };
}

async function showLater(x: Exchange<Viewer>): Promise<Response> {
  const later = await openLater(x);
  return later instanceof Response ? later : laterPage(x, later, []);
}

function laterPage(
  x: Exchange<Viewer>,
  later: Later,
  errors: readonly FieldError[],
  status = 422,
): Promise<Response> {
  return x.page(
    {
      title: 'Still to answer',
      section: 'programmes',
      scripts: ['form/only-if.js'],
      hasErrors: errors.length > 0,
      ...(errors.length > 0 ? { status } : {}),
    },
    <LaterView {...later} errors={errors} />,
  );
}

async function saveLater(x: Exchange<Viewer>): Promise<Response> {
  const later = await openLater(x);
  if (later instanceof Response) return later;
  const { opened, sections } = later;
  const fields = await x.form();
  const workshops = opened.workshops.map(({ number }) => number);
  const locked = sections
    .flatMap(({ questions }) => questions)
    .filter((question) => isFrozen(question, later.answers, opened.askedAt))
    .map(({ id }) => id);
  const parsed = sections.map((section) => parseSection(section, fields, { workshops, locked }));
  const typed = Object.assign({}, ...sections.map((section) => typedInto(section, fields))) as Answers;
  const shown = { ...later, answers: { ...later.answers, ...typed } };
  const wrong = parsed.flatMap((one) => (one.ok ? [] : one.errors));
  if (wrong.length > 0) return laterPage(x, shown, wrong);
  const given = Object.assign({}, ...parsed.map((one) => (one.ok ? one.value : {}))) as Answers;
  const merged = { ...later.answers, ...given };
  const faults = faultsGiven(later, merged);
  if (faults.length > 0) {
    // A question that an answer has just brought was not on the page: it is shown, and nobody is blamed for it.
    const unseen = new Set(sections.flatMap((section) => unseenIn(section, fields)).map(({ id }) => id));
    return laterPage(
      x,
      shown,
      faults.map((one) =>
        unseen.has(one.field) ? { ...one, message: `One more question: ${one.message}` } : one,
      ),
    );
  }
  const save = {
    applicationId: opened.application.id,
    answers: splitForTeam(askedNow(later, merged), merged).teamAnswers,
    version: versionIn(fields.one('version')),
    by: x.viewer.personId,
  };
  try {
    await x.transaction((tx) => answerLater(tx, save));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return laterPage(x, shown, [{ field: '', message: error.refusal.says }], 409);
  }
  return x.redirect(`/applications/${opened.application.id}`, 'Saved. The team reads it.');
}

function versionIn(typed: string): number {
  return /^\d{1,9}$/.test(typed) ? Number(typed) : -1;
}

/** The sections as they are asked with these answers. */
function askedNow({ content, sections, opened }: Later, answers: Answers): FormContent {
  const whole = asAsked(content, answers, opened.askedAt);
  const ids = sections.map(({ id }) => id);
  return { ...whole, sections: whole.sections.filter(({ id }) => ids.includes(id)) };
}

function faultsGiven(later: Later, answers: Answers): FieldError[] {
  return faultsOfForm(askedNow(later, answers), answers).map(({ question, message }) => ({
    field: question,
    message,
  }));
}

/** Who has sent an application, may still come, and owes an answer. */
async function showOwed(x: Exchange<Viewer>): Promise<Response> {
  const run = await coordinatedRun(x);
  if (!run) return x.missing();
  const workshops = await workshopsOf(x.db, run.id);
  const at = { now: now(), zone: run.zone, workshops };
  const applications = (await applicationsToRun(x.db, run.id)).filter(isStillAsked);
  const whole = new Map((await wholeAnswersToRun(x.db, run.id)).map((one) => [one.id, one]));
  const forms = new Map<string, FormContent>();
  for (const id of new Set([...whole.values()].map(({ formId }) => formId)))
    forms.set(id, (await findForm(x.db, id)).content);
  const people = await findPersons(
    x.db,
    applications.flatMap(({ personId }) => personId ?? []),
  );
  const rows = applications.flatMap((application): OwedRow[] => {
    const sent = whole.get(application.id);
    const content = sent && forms.get(sent.formId);
    const owed = content ? owedOf(content, sent.answers, at) : [];
    const person = people.get(application.personId ?? '');
    return owed.length > 0 && person ? [{ application, name: person.name, email: person.email, owed }] : [];
  });
  rows.sort((one, other) => one.name.localeCompare(other.name, 'en-GB'));
  return x.page(
    { title: 'Who still owes an answer', section: DESK_SECTION, width: 'wide' },
    <OwedView run={run} rows={rows} asked={applications.length} />,
  );
}

/** What the applicant has still to answer of what they sent; nothing where nothing is asked of them later. */
export async function owedByApplicant(
  x: Pick<Exchange, 'db'>,
  { application, askedAt }: Opened,
  sent: Answers | undefined,
) {
  const submission =
    sent && isStillAsked(application) ? await latestSubmission(x.db, application.id) : undefined;
  if (!submission || !sent) return [];
  const { content } = await findForm(x.db, submission.formId);
  return owedOf(content, sent, askedAt);
}
