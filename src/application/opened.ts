import { findRunById, workshopsOf, type Run, type Workshop } from '#programme';
import type { Exchange } from '#platform/route.ts';
import { draftToken, ownApplication, writersOwnership } from './access.ts';
import type { WorkshopNames } from './answer-words.ts';
import type { Application } from './application.ts';
import { findApplication } from './application.sql.ts';
import { claimDraft, knownOf } from './begin.ts';
import { withKnown } from './completeness.ts';
import { allAnswers, draftOf, setAsideOf, type SavedSection } from './draft.sql.ts';
import { findForm } from './form.sql.ts';
import type { Answers, Form } from './form.ts';

/** An application as its writer works on it. */
export type Opened = {
  readonly application: Application;
  readonly run: Run;
  readonly form: Form;
  readonly saved: readonly SavedSection[];
  /** As they would be sent now: the account's facts in their places. */
  readonly answers: Answers;
  readonly known: { name: string; email: string; department: string; role: string };
  readonly workshops: readonly Workshop[];
  readonly names: WorkshopNames;
  readonly signedIn: boolean;
};

/** The application of this address for its writer, or the answer to give instead: not found, or where its words are now. */
export async function openWriting(x: Exchange): Promise<Opened | Response> {
  const ownership = await writersOwnership(x.db, x.viewer, draftToken(x.request), x.param('applicationId'));
  if (!ownership) return x.missing();
  if (ownership.joinedInto) return x.redirect(`/applications/${ownership.joinedInto}`);
  const { viewer } = x;
  if (viewer && !ownership.personId) {
    const claimedId = await x.transaction((tx) => claimDraft(tx, ownership.id, viewer.personId));
    if (claimedId !== ownership.id) return goToJoined(x, claimedId);
  }
  const application = await findApplication(x.db, ownership.id);
  return application ? open(x, application) : x.missing();
}

/** The draft had to join an application that the person has already: there they see both texts, if texts met. */
async function goToJoined(x: Exchange, id: string): Promise<Response> {
  const aside = await setAsideOf(x.db, id);
  const what = aside.length > 0 ? '/both' : '';
  return x.redirect(
    `/applications/${id}${what}`,
    'You have an application already. Your words are with it now.',
  );
}

/** The viewer's own application of this address, or 404. */
export async function openOwn(x: Exchange): Promise<Opened | Response> {
  const application = await ownApplication(x.db, x.viewer, x.param('applicationId'));
  return application ? open(x, application) : x.missing();
}

async function open(x: Exchange, application: Application): Promise<Opened | Response> {
  const run = await findRunById(x.db, application.runId);
  if (!run) return x.missing();
  const form = await findForm(x.db, application.formId);
  const saved = await draftOf(x.db, application.id);
  const known = await knownOf(x.db, application.personId);
  const workshops = (await workshopsOf(x.db, run.id)).filter((one) => !one.cancelledAt);
  const answers = withKnown(form.content, allAnswers(saved), known);
  const names = { workshops, zone: run.zone };
  return {
    application,
    run,
    form,
    saved,
    known,
    workshops,
    answers,
    names,
    signedIn: x.viewer !== undefined,
  };
}
