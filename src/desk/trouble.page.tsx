import { houseZone } from '#people';
import { tryJobAgain } from '#platform/jobs.ts';
import { letLetterBe } from '#platform/letter-list.sql.ts';
import { sendDraft } from '#platform/letters.ts';
import type { Tx } from '#platform/database.ts';
import { get, post, wearing, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { gatherTroubles, TROUBLES_PATH, type Trouble } from './trouble.ts';
import { TroublesPage } from './trouble.view.tsx';

const keeper = wearing('coordinator', 'registrar');

/** Work and letters that did not go through: seen, tried again, or left at that, by whoever minds them. */
export const troubleRoutes: readonly Route[] = [
  get(TROUBLES_PATH, keeper, showTroubles),
  post(`${TROUBLES_PATH}/again`, keeper, async (x) => {
    const troubles = await gatherTroubles(x.db, x.viewer);
    return tryAgain(x, troubles);
  }),
  post(`${TROUBLES_PATH}/:kind/:number/again`, keeper, async (x) => {
    const trouble = await findTrouble(x);
    return trouble ? tryAgain(x, [trouble]) : gone(x);
  }),
  post(`${TROUBLES_PATH}/letter/:number/leave`, keeper, async (x) => {
    const trouble = await findTrouble(x, 'letter');
    if (!trouble) return gone(x);
    await x.transaction((tx) => letLetterBe(tx, trouble.id, x.viewer.personId));
    return x.redirect(TROUBLES_PATH, 'The letter is left at that. It stays in the letters of its run.');
  }),
];

async function showTroubles(x: Exchange<Viewer>): Promise<Response> {
  const [troubles, zone] = await Promise.all([gatherTroubles(x.db, x.viewer), houseZone(x.db)]);
  return x.page(
    { title: 'Things that did not go through', section: 'troubles', width: 'wide' },
    <TroublesPage troubles={troubles} zone={zone} />,
  );
}

/** The trouble in the address, among those that the viewer minds. */
async function findTrouble(x: Exchange<Viewer>, kind = x.param('kind')): Promise<Trouble | undefined> {
  const troubles = await gatherTroubles(x.db, x.viewer);
  return troubles.find((one) => one.kind === kind && one.id === x.param('number'));
}

/** What is not there may have gone through this minute, which is no fault of whoever pressed. */
function gone(x: Exchange<Viewer>): Response {
  return x.redirect(TROUBLES_PATH, 'That is not in the list any more.');
}

async function tryAgain(x: Exchange<Viewer>, troubles: readonly Trouble[]): Promise<Response> {
  const begun = await x.transaction((tx) => tryEach(tx, troubles));
  const says =
    begun === 0
      ? 'It is being tried this very moment.'
      : `${begun === 1 ? 'It is' : `${begun} things are`} being tried again. What goes through leaves this list.`;
  return x.redirect(TROUBLES_PATH, says);
}

async function tryEach(tx: Tx, troubles: readonly Trouble[]): Promise<number> {
  let begun = 0;
  for (const { kind, id } of troubles)
    if (await (kind === 'letter' ? sendDraft(tx, id) : tryJobAgain(tx, id))) begun++;
  return begun;
}
