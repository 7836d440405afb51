import './letter.tables.ts';
import type { Room } from '#platform/room.ts';
import { enquiryAnsweredLetter, enquiryLetter } from './enquiry.letter.ts';
import { invariants } from './invariants.ts';
import { listeners } from './listeners.ts';

export {
  declareLetter,
  letterKinds,
  seatLetterKinds,
  type FactsValue,
  type LetterKind,
  type Placeholder,
  type Recipient,
  type Value,
  type Values,
} from './kind.ts';
export { LetterTextProblems, openDefaultTexts } from './default-texts.ts';
export { previewLetterOf, writeLetterOf, type LetterOf, type WrittenLetter } from './write.ts';

/** What letters say: texts that coordinators edit, and drafts that they look at before these go out. */
export const letter: Room = {
  name: 'letter',
  letters: [enquiryLetter, enquiryAnsweredLetter],
  listeners,
  invariants,
};
