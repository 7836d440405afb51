import {
  findApplication,
  gatherOpened,
  lockApplication,
  saveSection,
  submitApplication,
  type Opened,
  type SubmitOutcome,
} from '#application';
import { sayAnswer, sectionOf, type Answers, type FormSection } from '#form';
import type { Run } from '#programme';
import type { Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { NOT_THERE, refuse, stopIf } from '#platform/refusal.ts';
import { addOnBehalf, type Change } from './on-behalf.sql.ts';

export type OnBehalfBy = { readonly applicationId: string; readonly by: string; readonly reason: string };

/**
 * Changes a section of somebody's application for them, over the version that was seen, whatever the deadline: writes down who,
 * why, and what stood before, and tells `amendment.edited`, whose listener writes to the applicant. The same words change
 * nothing. Refused when the applicant wrote there meanwhile, and once the application was decided.
 */
export async function editOnBehalf(
  tx: Tx,
  run: Run,
  edit: OnBehalfBy & { readonly section: string; readonly answers: Answers; readonly version: number },
): Promise<boolean> {
  await lockApplication(tx, edit.applicationId);
  const before = await openedOf(tx, edit.applicationId);
  const section = sectionOf(before.whole.content, edit.section);
  if (!section || section.audience === 'nobody') return stopIf(NOT_THERE) ?? false;
  const { applicationId, answers, version } = edit;
  const saved = await saveSection(tx, run, {
    applicationId,
    section: edit.section,
    answers,
    version,
    byTeam: true,
  });
  if (saved === 'conflict') return stopIf(MET) ?? false;
  const changes = changesIn(section, before, await openedOf(tx, applicationId));
  if (changes.length === 0) return false;
  const onBehalfId = await addOnBehalf(tx, { ...edit, changes });
  await tell(tx, 'amendment.edited', before, onBehalfId);
  return true;
}

const MET = refuse(
  'written-meanwhile',
  'The applicant has changed this section since you opened it. Your words are still on this page; open it again in another tab to compare.',
);

/** Questions that are answered otherwise than before, in words. */
function changesIn(section: FormSection, before: Opened, after: Opened): Change[] {
  return section.questions.flatMap((question): Change[] => {
    const [was, is] = [before, after].map(({ answers, names }) => sayAnswer(question, answers, names) ?? '');
    return was === is ? [] : [[question.label, was ?? '', is ?? '']];
  });
}

/**
 * Sends somebody's application for them, whatever the deadline: the submission names who did it, and why is written down beside
 * it. Tells `amendment.sent`; the receipt goes to the applicant as ever. Faults come back as they do to the applicant, and
 * sending the same answers again changes nothing.
 */
export async function sendOnBehalf(tx: Tx, run: Run, sending: OnBehalfBy): Promise<SubmitOutcome> {
  const opened = await openedOf(tx, sending.applicationId);
  const { personId } = opened.application;
  if (!personId) return stopIf(NOBODYS) ?? { sent: false, faults: [] };
  const outcome = await submitApplication(tx, run, {
    applicationId: sending.applicationId,
    personId,
    byTeam: sending.by,
  });
  if (!outcome.sent || outcome.again) return outcome;
  const onBehalfId = await addOnBehalf(tx, { ...sending, submissionNumber: outcome.number, changes: [] });
  await tell(tx, 'amendment.sent', opened, onBehalfId);
  return outcome;
}

const NOBODYS = refuse('nobodys', 'Nobody has signed in for this application, so it cannot be sent.');

async function openedOf(tx: Tx, applicationId: string): Promise<Opened> {
  const application = await findApplication(tx, applicationId);
  const opened = application && (await gatherOpened(tx, application, true));
  stopIf(opened ? undefined : NOT_THERE);
  if (!opened) throw new Error('An application vanished between its guard and its use.');
  return opened;
}

async function tell(
  tx: Tx,
  kind: 'amendment.edited' | 'amendment.sent',
  { application }: Opened,
  onBehalfId: string,
): Promise<void> {
  const { id: applicationId, runId, personId } = application;
  if (personId) await announce(tx, kind, { applicationId, runId, personId, onBehalfId });
}
