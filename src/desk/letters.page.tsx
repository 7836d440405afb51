import { sayInstant } from '#calendar';
import { houseZone } from '#people';
import { mayCoordinate, findRunById, runName, type Run } from '#programme';
import { applicationsToRun } from '#application';
import { sendDraft } from '#platform/letters.ts';
import { findLetter, lettersAbout, lettersToPerson, type LetterRead } from '#platform/letter-list.sql.ts';
import type { Database } from '#platform/database.ts';
import { get, post, signedIn, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { LetterPage, LettersPage, OutboxPage } from './letters.view.tsx';

/** Says times by the clocks of a zone. */
const sayIn =
  (zone: string) =>
  (at: Parameters<typeof sayInstant>[0]): string =>
    sayInstant(at, zone);

/** A person's own letters, and the outbox of a run. */
export const letterRoutes: readonly Route[] = [
  get('/letters', signedIn, async (x) => {
    const [letters, zone] = await Promise.all([lettersToPerson(x.db, x.viewer.personId), houseZone(x.db)]);
    return x.page(
      { title: 'Letters', section: 'letters' },
      <LettersPage letters={letters} say={sayIn(zone)} />,
    );
  }),
  get('/letters/:letterId', signedIn, async (x) => {
    const letter = await findLetter(x.db, x.param('letterId'));
    if (!letter || letter.secret || letter.personId !== x.viewer.personId) return x.missing();
    return x.page(
      { title: letter.subject, section: 'letters' },
      <LetterPage letter={letter} say={sayIn(await houseZone(x.db))} back="/letters" />,
    );
  }),
  get('/desk/:runId/letters', wearing('coordinator'), showOutbox),
  get('/desk/:runId/letters/:letterId', wearing('coordinator'), async (x) => {
    const found = await findOutboxLetter(x);
    if (!found) return x.missing();
    const { letter, run } = found;
    return x.page(
      { title: letter.subject, section: 'desk' },
      <LetterPage letter={letter} say={sayIn(run.zone)} back={`/desk/${run.id}/letters`} />,
    );
  }),
  post('/desk/:runId/letters/:letterId/send', wearing('coordinator'), async (x) => {
    const found = await findOutboxLetter(x);
    if (!found) return x.missing();
    const { letter } = found;
    const queued = await x.transaction((tx) => sendDraft(tx, letter.id));
    const notice = queued ? `The letter to ${letter.toName} is on its way.` : 'This letter was sent already.';
    return x.redirect(`/desk/${x.param('runId')}/letters`, notice);
  }),
];

const STATES = ['draft', 'queued', 'sent', 'bounced'] as const;

async function showOutbox(x: Exchange<Viewer>): Promise<Response> {
  const run = await findRunById(x.db, x.param('runId'));
  if (!run || mayCoordinate(x.viewer, run)) return x.missing();
  const wanted = STATES.find((state) => state === x.query.get('state'));
  const letters = await lettersAbout(x.db, await thingsOfRun(x.db, run.id), wanted ? { state: wanted } : {});
  return x.page(
    { title: `Letters of the ${runName(run)}`, section: 'desk', width: 'wide' },
    <OutboxPage run={run} letters={letters} state={wanted} say={sayIn(run.zone)} />,
  );
}

/** What a run's letters are about: its applications and its series. Other letters to the same people are not the run's to read. */
async function thingsOfRun(db: Database, runId: string): Promise<string[]> {
  const applications = await applicationsToRun(db, runId);
  return [`run:${runId}`, ...applications.map(({ id }) => `application:${id}`)];
}

async function findOutboxLetter(x: Exchange<Viewer>): Promise<{ letter: LetterRead; run: Run } | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  if (!run || mayCoordinate(x.viewer, run)) return undefined;
  const letter = await findLetter(x.db, x.param('letterId'));
  if (!letter?.about || letter.secret) return undefined;
  return (await thingsOfRun(x.db, run.id)).includes(letter.about) ? { letter, run } : undefined;
}
