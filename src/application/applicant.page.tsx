import { findRun, type Run } from '#programme';
import { now } from '#platform/clock.ts';
import { mintToken } from '#platform/cookies.ts';
import { optionalText, parseForm } from '#platform/forms.ts';
import { anyone, get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { draftToken, keepDraftToken, writing } from './access.ts';
import { ApplicationView } from './application.view.tsx';
import { tasksBeside } from './opened.ts';
import { beginApplication } from './draft.ts';
import { CheckView, SubmittedView } from './check.view.tsx';
import { faultsOfForm } from '#form';
import { setAsideOf } from './draft.sql.ts';
import { owedByApplicant } from './later.page.tsx';
import { laterAnswersOf } from './later.sql.ts';
import { openOwn, openWriting } from './open.page.ts';
import { refusalToEdit, refusalToWithdraw } from './rules.ts';
import { isAsSent, submitApplication, withdrawApplication } from './submit.ts';
import { latestSubmission, teamAnswersOf } from './submission.sql.ts';
import { WithdrawView } from './withdraw.view.tsx';

export const applyRoutes: readonly Route[] = [
  post('/programmes/:programme/:run/apply', anyone, begin),
  get('/applications/:applicationId', writing, showApplication),
  get('/applications/:applicationId/check', writing, showCheck),
  post('/applications/:applicationId/submit', writing, submit),
  get('/applications/:applicationId/submitted', signedIn, showSubmitted),
  get('/applications/:applicationId/withdraw', signedIn, showWithdraw),
  post('/applications/:applicationId/withdraw', signedIn, withdraw),
];

/** Signed out, the draft is bound to a token that only this browser's cookie knows. */
async function begin(x: Exchange): Promise<Response> {
  const run = await findRun(x.db, x.param('programme'), x.param('run'));
  return run ? (await beginHere(x, run)).response : x.missing();
}

/** Begins an application for whoever asks, signed in or not, and answers its id with the way to it. */
export async function beginHere(
  x: Exchange,
  run: Run,
): Promise<{ readonly id: string; readonly response: Response }> {
  const { viewer } = x;
  if (viewer) {
    const id = await x.transaction((tx) => beginApplication(tx, run, { personId: viewer.personId }));
    return { id, response: x.redirect(`/applications/${id}`) };
  }
  const token = draftToken(x.request) ?? mintToken();
  const id = await x.transaction((tx) => beginApplication(tx, run, { token, remote: x.remote }));
  const response = x.redirect(`/applications/${id}`);
  response.headers.append('set-cookie', keepDraftToken(token));
  return { id, response };
}

async function showApplication(x: Exchange): Promise<Response> {
  const opened = await openWriting(x);
  if (opened instanceof Response) return opened;
  const { application, run, form, answers } = opened;
  const sent = application.submissionNumber > 0 ? await latestSubmission(x.db, application.id) : undefined;
  const changed = sent !== undefined && !(await isAsSent(x.db, application, form, answers));
  const sentAnswers = sent && {
    ...sent.answers,
    ...(await teamAnswersOf(x.db, application.id)),
    ...(await laterAnswersOf(x.db, application.id)).answers,
  };
  const owed = await owedByApplicant(x, opened, sentAnswers);
  const mayEdit = !refusalToEdit(application, run, now());
  const aside = (await setAsideOf(x.db, application.id)).length;
  const beside = await tasksBeside(x.db, application, run);
  return x.page(
    { title: 'Your application', section: 'programmes' },
    <ApplicationView
      {...opened}
      now={now()}
      state={{ changed, mayEdit, aside, sentAnswers, owed, beside }}
    />,
  );
}

async function showCheck(x: Exchange): Promise<Response> {
  const opened = await openWriting(x);
  if (opened instanceof Response) return opened;
  const { application, run, form, answers } = opened;
  if (refusalToEdit(application, run, now())) return x.redirect(`/applications/${application.id}`);
  const asSent = application.state === 'submitted' && (await isAsSent(x.db, application, form, answers));
  const faults = faultsOfForm(form.content, answers);
  return x.page(
    { title: 'Check your answers', section: 'programmes' },
    <CheckView {...opened} faults={faults} asSent={asSent} tried={false} now={now()} />,
  );
}

async function submit(x: Exchange): Promise<Response> {
  const opened = await openWriting(x);
  if (opened instanceof Response) return opened;
  const { application, run } = opened;
  const checkPath = `/applications/${application.id}/check`;
  const { viewer } = x;
  if (!viewer) return x.redirect(`/sign-in?to=${encodeURIComponent(checkPath)}`);
  const send = { applicationId: application.id, personId: viewer.personId };
  const outcome = await x.transaction((tx) => submitApplication(tx, run, send));
  if (outcome.sent) return x.redirect(`/applications/${application.id}/submitted`);
  return x.page(
    { title: 'Check your answers', section: 'programmes', hasErrors: true },
    <CheckView {...opened} faults={outcome.faults} asSent={false} tried now={now()} />,
  );
}

async function showSubmitted(x: Exchange<Viewer>): Promise<Response> {
  const opened = await openOwn(x);
  if (opened instanceof Response) return opened;
  if (opened.application.state !== 'submitted') return x.redirect(`/applications/${opened.application.id}`);
  return x.page({ title: 'We have your application', section: 'programmes' }, <SubmittedView {...opened} />);
}

async function showWithdraw(x: Exchange<Viewer>): Promise<Response> {
  const opened = await openOwn(x);
  if (opened instanceof Response) return opened;
  const refusal = refusalToWithdraw(opened.application);
  if (refusal) return x.refused(refusal);
  return x.page(
    { title: 'Withdraw your application', section: 'programmes' },
    <WithdrawView {...opened} reason="" errors={[]} now={now()} />,
  );
}

async function withdraw(x: Exchange<Viewer>): Promise<Response> {
  const opened = await openOwn(x);
  if (opened instanceof Response) return opened;
  const { application, run } = opened;
  const fields = await x.form();
  const parsed = parseForm(fields, { reason: optionalText('The reason', { max: 2000 }) });
  if (!parsed.ok) {
    return x.page(
      { title: 'Withdraw your application', section: 'programmes', hasErrors: true },
      <WithdrawView {...opened} reason={fields.one('reason')} errors={parsed.errors} now={now()} />,
    );
  }
  const withdrawal = { applicationId: application.id, runId: run.id, personId: x.viewer.personId };
  await x.transaction((tx) => withdrawApplication(tx, { ...withdrawal, reason: parsed.value.reason }));
  return x.redirect(`/applications/${application.id}`, 'Your application is withdrawn.');
}
