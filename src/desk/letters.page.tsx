import { sayInstant } from '#calendar';
import { houseZone } from '#people';
import { findLetter, lettersToPerson } from '#platform/letter-list.sql.ts';
import { get, signedIn, type Route } from '#platform/route.ts';
import { LetterPage, LettersPage } from './letters.view.tsx';

/** Says times by the clocks of a zone. */
const sayIn =
  (zone: string) =>
  (at: Parameters<typeof sayInstant>[0]): string =>
    sayInstant(at, zone);

/** A person's own letters. */
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
];
