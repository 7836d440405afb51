import { sayInstant } from '#calendar';
import { sendDrafts } from '#letter';
import { runsOfProgramme, type Run } from '#programme';
import {
  draftsAbout,
  letterCounts,
  lettersAbout,
  type LetterFilter,
  type LetterLine,
} from '#platform/letter-list.sql.ts';
import type { Database } from '#platform/database.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { filterQuery, isReady, outboxRun, readFilter, sealOf, thingsOfRun } from './outbox.ts';
import { OutboxPage } from './outbox.view.tsx';
import { SendManyPage } from './send-many.view.tsx';

/** Every letter of a run, and sending many of its drafts at once. */
export const outboxRoutes: readonly Route[] = [
  get('/desk/:runId/letters', wearing('coordinator'), showOutbox),
  get('/desk/:runId/letters/send', wearing('coordinator'), askToSend),
  post('/desk/:runId/letters/send', wearing('coordinator'), sendMany),
];

async function showOutbox(x: Exchange<Viewer>): Promise<Response> {
  const run = await outboxRun(x.db, x.viewer, x.param('runId'));
  if (!run) return x.missing();
  const other = x.query.get('run');
  const runs = await runsOfProgramme(x.db, run.programme.id);
  const filter = readFilter(x.query);
  if (other && other !== run.id && runs.some(({ id }) => id === other))
    return x.redirect(`/desk/${other}/letters${filterQuery(filter)}`);
  const things = await thingsOfRun(x.db, run.id);
  const [letters, counts] = await Promise.all([
    lettersAbout(x.db, things, filter),
    letterCounts(x.db, things),
  ]);
  return x.page(
    { title: 'Letters', section: 'desk', width: 'wide' },
    <OutboxPage {...{ run, runs, letters, counts, filter }} say={(at) => sayInstant(at, run.zone)} />,
  );
}

type ToSend = { readonly ready: readonly LetterLine[]; readonly left: readonly LetterLine[] };

async function findDrafts(db: Database, run: Run, { kind, to }: LetterFilter): Promise<ToSend> {
  const drafts = await draftsAbout(db, await thingsOfRun(db, run.id), { kind, to });
  return { ready: drafts.filter(isReady), left: drafts.filter((one) => !isReady(one)) };
}

/** The step between: how many letters, which, and which are left out. */
async function askToSend(x: Exchange<Viewer>): Promise<Response> {
  const run = await outboxRun(x.db, x.viewer, x.param('runId'));
  if (!run) return x.missing();
  const filter = readFilter(x.query);
  const { ready, left } = await findDrafts(x.db, run, filter);
  const title = sayCount(ready.length);
  return x.page({ title, section: 'desk' }, <SendManyPage {...{ title, run, filter, ready, left }} />);
}

function sayCount(count: number): string {
  if (count === 0) return 'There is no letter to send';
  return `You are about to send ${count === 1 ? '1 letter' : `${count} letters`}`;
}

/** Sends the letters that were agreed to, and no other: when one came or went meanwhile, it asks again. */
async function sendMany(x: Exchange<Viewer>): Promise<Response> {
  const run = await outboxRun(x.db, x.viewer, x.param('runId'));
  if (!run) return x.missing();
  const fields = await x.form();
  const filter = readFilter(new URLSearchParams({ kind: fields.one('kind'), to: fields.one('to') }));
  const outbox = `/desk/${run.id}/letters`;
  const sent = await x.transaction(async (tx) => {
    const { ready } = await findDrafts(tx, run, filter);
    if (ready.length > 0 && sealOf(ready) !== fields.one('seal')) return undefined;
    return sendDrafts(
      tx,
      ready.map(({ id }) => id),
    );
  });
  if (sent === undefined)
    return x.redirect(
      `${outbox}/send${filterQuery(filter)}`,
      'The letters have changed since you looked, so none was sent. This is what would go out now.',
    );
  if (sent === 0) return x.redirect(outbox, 'These letters were sent already.');
  return x.redirect(outbox, `${sent === 1 ? '1 letter is' : `${sent} letters are`} on the way.`);
}
