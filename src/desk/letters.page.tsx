import { sayInstant } from '#calendar';
import { mayCoordinate, findRunById } from '#programme';
import { applicationsToRun } from '#application';
import { participantsOf } from '#workshop';
import { sendDraft } from '#platform/letters.ts';
import { findLetter, lettersToPerson, lettersToPersons, type LetterRead } from '#platform/letter-list.sql.ts';
import type { Database } from '#platform/database.ts';
import { get, post, signedIn, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { LetterPage, LettersPage, OutboxPage } from './letters.view.tsx';

const ZONE = 'Europe/London';
const say = (at: Parameters<typeof sayInstant>[0]): string => sayInstant(at, ZONE);

/** A person's own letters, and the outbox of a run. */
export const letterRoutes: readonly Route[] = [
  get('/letters', signedIn, async (x) => {
    const letters = await lettersToPerson(x.db, x.viewer.personId);
    return x.page({ title: 'Letters', section: 'letters' }, <LettersPage letters={letters} say={say} />);
  }),
  get('/letters/:letterId', signedIn, async (x) => {
    const letter = await findLetter(x.db, x.param('letterId'));
    if (!letter || letter.secret || letter.personId !== x.viewer.personId) return x.missing();
    return x.page(
      { title: letter.subject, section: 'letters' },
      <LetterPage letter={letter} say={say} back="/letters" />,
    );
  }),
  get('/desk/:runId/letters', wearing('coordinator'), showOutbox),
  get('/desk/:runId/letters/:letterId', wearing('coordinator'), async (x) => {
    const letter = await findOutboxLetter(x);
    if (!letter) return x.missing();
    const back = `/desk/${x.param('runId')}/letters`;
    return x.page(
      { title: letter.subject, section: 'desk' },
      <LetterPage letter={letter} say={say} back={back} />,
    );
  }),
  post('/desk/:runId/letters/:letterId/send', wearing('coordinator'), async (x) => {
    const letter = await findOutboxLetter(x);
    if (!letter) return x.missing();
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
  const personIds = await personsOfRun(x.db, run.id);
  const letters = await lettersToPersons(x.db, personIds, wanted ? { state: wanted } : {});
  return x.page(
    { title: `Letters of the ${run.name}`, section: 'desk', width: 'wide' },
    <OutboxPage run={run} letters={letters} state={wanted} say={say} />,
  );
}

/** Everyone who has to do with a run: whoever asked for a place, and whoever has a seat. */
async function personsOfRun(db: Database, runId: string): Promise<string[]> {
  const [applications, participants] = await Promise.all([
    applicationsToRun(db, runId),
    participantsOf(db, runId),
  ]);
  const asked = applications.flatMap(({ personId }) => personId ?? []);
  return [...new Set([...asked, ...participants.map(({ personId }) => personId)])];
}

async function findOutboxLetter(x: Exchange<Viewer>): Promise<LetterRead | undefined> {
  const run = await findRunById(x.db, x.param('runId'));
  if (!run || mayCoordinate(x.viewer, run)) return undefined;
  const letter = await findLetter(x.db, x.param('letterId'));
  if (!letter?.personId || letter.secret) return undefined;
  return (await personsOfRun(x.db, run.id)).includes(letter.personId) ? letter : undefined;
}
