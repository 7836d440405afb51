import './letter.tables.ts';
import type { Room } from '#platform/room.ts';
import { enquiryAnsweredLetter, enquiryLetter } from './enquiry.letter.ts';
import { invariants } from './invariants.ts';
import { listeners } from './listeners.ts';
import { textRoutes } from './texts.page.tsx';

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
  type ValuesOf,
} from './kind.ts';
export { LetterTextProblems, openDefaultTexts } from './default-texts.ts';
export {
  composeWording,
  editDraft,
  refusalToResend,
  resend,
  sendDrafts,
  wordingFaults,
  type DraftChange,
} from './drafts.ts';
export { findLetterKind } from './kind.ts';
export type { Composed } from './compose.ts';
export type { LetterText } from './letter-text.ts';
export { LetterShown } from './letter.view.tsx';
export { NamesHelp } from './names.view.tsx';
export { WordsFields } from './words-fields.view.tsx';
export { resendingsOf, type Resending } from './resending.sql.ts';
export { wordsInPlaceOf } from './print.ts';
export { parseWords } from './texts.form.ts';
export { findWording, type Wording } from './wording.sql.ts';
export { LetterTabs } from './tabs.view.tsx';
export { previewLetterOf, writeLetterOf, type LetterOf, type WrittenLetter } from './write.ts';

/** What letters say: texts that coordinators edit, and drafts that they look at before these go out. */
export const letter: Room = {
  name: 'letter',
  routes: textRoutes,
  letters: [enquiryLetter, enquiryAnsweredLetter],
  listeners,
  invariants,
};
