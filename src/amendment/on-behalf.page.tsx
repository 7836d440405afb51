import {
  askedSection,
  faultsToSend,
  findApplication,
  gatherOpened,
  lockedIn,
  refusalForTeam,
  standingIn,
  type Opened,
} from '#application';
import { parseSection, typedInto, type Answers, type FormSection } from '#form';
import { findPersons } from '#people';
import { coordinatedRun, DESK_SECTION } from '#programme';
import { optionalText, parseForm, text, type FieldError, type Fields } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import type { Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { changeRequestsOf } from './change-request.sql.ts';
import { editOnBehalf, sendOnBehalf } from './on-behalf.ts';
import { onBehalfOf } from './on-behalf.sql.ts';
import { ApplicantView, SectionForThemView } from './on-behalf.view.tsx';

/** The application of this address, for coordinators of its run; nothing for anyone else, and nobody's drafts for nobody. */
async function opened(x: Exchange<Viewer>): Promise<Opened | undefined> {
  const run = await coordinatedRun(x);
  const application = run && (await findApplication(x.db, x.param('applicationId')));
  if (!application?.personId || application.runId !== run?.id) return undefined;
  return gatherOpened(x.db, application, true);
}

const pathOf = ({ run, application }: Opened) => `/desk/${run.id}/applicants/${application.id}`;

/** One applicant: what they wrote, what the team did for them, what they asked for. */
export async function showApplicant(x: Exchange<Viewer>): Promise<Response> {
  const found = await opened(x);
  return found ? applicantPage(x, found, {}, []) : x.missing();
}

async function applicantPage(
  x: Exchange,
  found: Opened,
  typed: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
): Promise<Response> {
  const { application, run } = found;
  const [done, requests, faults] = await Promise.all([
    onBehalfOf(x.db, application.id),
    changeRequestsOf(x.db, application.id),
    faultsToSend(x.db, run, application),
  ]);
  const people = await findPersons(
    x.db,
    [...done.map(({ doneBy }) => doneBy), ...requests.map(({ answer }) => answer?.by)].filter(
      (one) => one !== undefined,
    ),
  );
  const shown = { done, requests, faults, people, typed, errors, mayAct: !refusalForTeam(application) };
  return x.page(
    { title: found.known.name, section: DESK_SECTION, width: 'wide', hasErrors: errors.length > 0 },
    <ApplicantView {...found} {...shown} path={pathOf(found)} />,
  );
}

const REASON = { reason: text('The reason', { max: 1000 }) };

/** Sends an application for its applicant, with a reason. */
export async function sendForThem(x: Exchange<Viewer>): Promise<Response> {
  const found = await opened(x);
  if (!found) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, REASON);
  if (!parsed.ok) return applicantPage(x, found, fields.typed, parsed.errors);
  const sending = { applicationId: found.application.id, by: x.viewer.personId, ...parsed.value };
  const outcome = await x.transaction((tx) => sendOnBehalf(tx, found.run, sending));
  if (outcome.sent) {
    const words = outcome.again
      ? 'It had been sent like this already.'
      : 'It is sent, and the applicant is told.';
    return x.redirect(pathOf(found), words);
  }
  const errors = outcome.faults.map(({ message }: { message: string }) => ({ field: '', message }));
  return applicantPage(x, found, fields.typed, errors);
}

/** Sections that nobody reads are not there for the team either. */
function sectionFor(found: Opened, id: string): FormSection | undefined {
  const section = askedSection(found, id);
  return section?.audience === 'nobody' ? undefined : section;
}

/** A section of somebody's application, for writing in it on their behalf. */
export async function showSection(x: Exchange<Viewer>): Promise<Response> {
  const found = await opened(x);
  const section = found && sectionFor(found, x.param('section'));
  if (!found || !section) return x.missing();
  if (refusalForTeam(found.application)) return x.redirect(pathOf(found));
  const version = found.saved.find((one) => one.section === section.id)?.version ?? 0;
  return sectionPage(x, found, section, { answers: found.answers, version, reason: '', errors: [] });
}

type Shown = {
  answers: Answers;
  version: number;
  reason: string;
  errors: readonly FieldError[];
  status?: number;
};

function sectionPage(x: Exchange, found: Opened, section: FormSection, shown: Shown): Promise<Response> {
  const { errors, status } = shown;
  return x.page(
    {
      title: section.title,
      section: DESK_SECTION,
      hasErrors: errors.length > 0,
      scripts: ['form/only-if.js'],
      ...(status ? { status } : {}),
    },
    <SectionForThemView {...found} {...shown} section={section} path={pathOf(found)} />,
  );
}

/** Keeps what a coordinator wrote in a section for somebody, with a reason. */
export async function saveForThem(x: Exchange<Viewer>): Promise<Response> {
  const found = await opened(x);
  const section = found && sectionFor(found, x.param('section'));
  if (!found || !section) return x.missing();
  const fields = await x.form();
  const version = Number(/^\d{1,9}$/.exec(fields.one('version'))?.[0] ?? -1);
  const read = readEdit(fields, found, section);
  const shown = { answers: typedInto(section, fields), version, reason: fields.one('reason') };
  if ('errors' in read) return sectionPage(x, found, section, { ...shown, errors: read.errors });
  const edit = {
    applicationId: found.application.id,
    by: x.viewer.personId,
    section: section.id,
    version,
    ...read,
  };
  try {
    const changed = await x.transaction((tx) => editOnBehalf(tx, found.run, edit));
    return x.redirect(
      pathOf(found),
      changed ? 'Saved, and the applicant is told.' : 'Nothing was different, so nothing was changed.',
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const errors = [{ field: '', message: error.refusal.says }];
    return sectionPage(x, found, section, { ...shown, errors, status: error.refusal.status ?? 409 });
  }
}

type Read = { answers: Answers; reason: string } | { errors: readonly FieldError[] };

function readEdit(fields: Fields, found: Opened, section: FormSection): Read {
  const workshops = found.workshops.map((one) => one.number);
  const parsed = parseSection(section, fields, { workshops, locked: lockedIn(section, found) });
  const why = parseForm(fields, { ...REASON, version: optionalText('The version', { max: 9 }) });
  if (!parsed.ok || !why.ok) {
    return { errors: [...(parsed.ok ? [] : parsed.errors), ...(why.ok ? [] : why.errors)] };
  }
  const answers = { ...parsed.value, ...standingIn(section, found) };
  return { answers, reason: why.value.reason };
}
