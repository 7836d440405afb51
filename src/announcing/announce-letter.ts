import { ofApplication } from '#application';
import { sayInstant } from '#calendar';
import { previewLetterOf, wordsInPlaceOf, type Composed } from '#letter';
import type { Person } from '#people';
import { offeredLetter, offerPath, ofOffer, ofReserve, reservedLetter, reservePath } from '#place';
import type { Database } from '#platform/database.ts';
import type { LetterGround } from './announce-gather.ts';
import type { MarkToAnnounce } from './announce.sql.ts';
import { notOfferedLetter, ofNo } from './decision.letter.ts';

/** The letter that a mark leads to, as its person will read it, in the words kept for it or the usual ones. Writes nothing. */
export async function letterFor(
  db: Database,
  { run, workshops, replyBy, cutOff, asked }: LetterGround,
  mark: MarkToAnnounce,
  person: Pick<Person, 'name' | 'email'> | undefined,
): Promise<Composed> {
  const { own, outcome } = mark;
  const application = { id: mark.applicationId, reference: mark.reference };
  const to = { name: person?.name ?? '', address: person?.email ?? '' };
  const values = ofApplication(run, application);
  if (outcome === 'offered') {
    const offer = ofOffer(run, { workshops, replyBy, fromReserve: false, own });
    const letter = { run, to, values: { ...values, ...offer }, link: offerPath(application) };
    return previewLetterOf(db, offeredLetter, letter);
  }
  if (outcome === 'reserve') {
    const reserve = { ...values, ...ofReserve(run, { cutOff, own }) };
    return previewLetterOf(db, reservedLetter, { run, to, values: reserve, link: reservePath(application) });
  }
  return previewLetterOf(db, notOfferedLetter, {
    run,
    to,
    values: { ...values, ...ofNo(run, { asked, own, explanation: mark.explanation }) },
  });
}

const STAND = 'own words';

/** What a letter says where a coordinator may write other words, with {reply-by} left open until it is sent. */
export async function usualWords(
  db: Database,
  ground: LetterGround,
  mark: MarkToAnnounce,
  person: Pick<Person, 'name' | 'email'> | undefined,
): Promise<string> {
  const usual = await letterFor(db, ground, { ...mark, own: undefined }, person);
  const other = await letterFor(db, ground, { ...mark, own: [STAND] }, person);
  return wordsInPlaceOf(STAND, usual, other).replaceAll(
    sayInstant(ground.replyBy, ground.run.zone),
    '{reply-by}',
  );
}
