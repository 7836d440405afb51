import { findApplication, gatherOpened, type Opened } from '#application';
import { now } from '#platform/clock.ts';
import { choice, optionalText, parseForm, type FieldError } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { anyone, get, post, type Exchange, type Route } from '#platform/route.ts';
import { answerAsk } from './ask.ts';
import { DeadLinkView, managerTitle, ManagerView } from './manager.view.tsx';
import { findAskByToken } from './support.sql.ts';
import { refusalToAnswer, type ManagerAsk } from './support.ts';

/** A line manager's page, by a link of their own and without an account. Only a POST answers. */
export const managerRoutes: readonly Route[] = [
  get('/support/:token', anyone, show),
  post('/support/:token', anyone, answer),
];

type Found = { ask: ManagerAsk; opened: Opened };

async function find(x: Exchange): Promise<Found | undefined> {
  const ask = await findAskByToken(x.db, x.param('token').slice(0, 100));
  const application = ask && (await findApplication(x.db, ask.applicationId));
  const opened = application && (await gatherOpened(x.db, application, true));
  return ask && opened ? { ask, opened } : undefined;
}

async function show(x: Exchange): Promise<Response> {
  const found = await find(x);
  return found ? managerPage(x, found, {}, []) : x.missing();
}

function managerPage(
  x: Exchange,
  { ask, opened }: Found,
  typed: Readonly<Record<string, string>>,
  errors: readonly FieldError[],
): Promise<Response> {
  const refusal = refusalToAnswer(ask, now());
  if (refusal && !ask.answer) {
    // Who asked, and for what, is said only while somebody is asked.
    return x.page({ title: 'This link has ended', status: 410 }, <DeadLinkView says={refusal.says} />);
  }
  const token = x.param('token');
  return x.page(
    { title: managerTitle(ask, opened.known.name), hasErrors: errors.length > 0 },
    <ManagerView ask={ask} opened={opened} token={token} typed={typed} errors={errors} />,
  );
}

async function answer(x: Exchange): Promise<Response> {
  const found = await find(x);
  if (!found) return x.missing();
  const fields = await x.form();
  const parsed = parseForm(fields, {
    answer: choice('whether you can confirm', ['confirmed', 'declined']),
    words: optionalText('What you write', { max: 2000 }),
  });
  if (!parsed.ok) return managerPage(x, found, fields.typed, parsed.errors);
  try {
    await x.transaction((tx) => answerAsk(tx, { askId: found.ask.id, ...parsed.value }));
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.code !== 'answered') throw error;
  }
  return x.redirect(`/support/${x.param('token')}`);
}
