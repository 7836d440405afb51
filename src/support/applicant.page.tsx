import { gatherOpened, ownApplication, type Opened } from '#application';
import { managerIn } from '#form';
import { email, line, parseForm, type FieldError } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, signedIn, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { ApplicantView, type Typed } from './applicant.view.tsx';
import { askManager } from './ask.ts';
import { askOf } from './support.sql.ts';

/** The applicant's page of their line manager's support: where it stands, asking again, and naming somebody else. */
export const applicantRoutes: readonly Route[] = [
  get('/applications/:applicationId/support', signedIn, show),
  post('/applications/:applicationId/support', signedIn, ask),
  post('/applications/:applicationId/support/again', signedIn, askAgain),
];

async function open(x: Exchange<Viewer>): Promise<Opened | undefined> {
  const application = await ownApplication(x.db, x.viewer, x.param('applicationId'));
  return application && gatherOpened(x.db, application, true);
}

async function show(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  const named = managerIn(opened.form.content, opened.answers);
  return supportPage(x, opened, { name: named?.name ?? '', email: named?.email ?? '' }, []);
}

async function supportPage(
  x: Exchange,
  opened: Opened,
  typed: Typed,
  errors: readonly FieldError[],
  status?: number,
): Promise<Response> {
  const ask = await askOf(x.db, opened.application.id);
  return x.page(
    {
      title: 'Your line manager’s support',
      section: 'programmes',
      hasErrors: errors.length > 0,
      ...(status ? { status } : {}),
    },
    <ApplicantView opened={opened} ask={ask} typed={typed} errors={errors} />,
  );
}

async function ask(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  if (!opened) return x.missing();
  const fields = await x.form();
  const typed = { name: fields.one('name'), email: fields.one('email') };
  const parsed = parseForm(fields, {
    name: line('Your line manager’s name', { max: 200 }),
    email: email('Your line manager’s e-mail address'),
  });
  if (!parsed.ok) return supportPage(x, opened, typed, parsed.errors);
  return send(x, opened, parsed.value);
}

async function askAgain(x: Exchange<Viewer>): Promise<Response> {
  const opened = await open(x);
  const before = opened && (await askOf(x.db, opened.application.id));
  if (!opened || !before) return x.missing();
  return send(x, opened, { name: before.managerName, email: before.managerEmail });
}

async function send(x: Exchange<Viewer>, opened: Opened, manager: Typed): Promise<Response> {
  const { application, run } = opened;
  const asking = { applicationId: application.id, manager, by: x.viewer.personId };
  try {
    await x.transaction((tx) => askManager(tx, run, asking));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { says, status = 409 } = error.refusal;
    return supportPage(x, opened, manager, [{ field: 'email', message: says }], status);
  }
  return x.redirect(`/applications/${application.id}/support`, `A letter is on its way to ${manager.name}.`);
}
