import type { Invariant } from '#platform/room.ts';

/** What always holds of letters' texts and drafts; each query finds the rows that would break it. */
export const invariants: readonly Invariant[] = [
  {
    says: 'Versions of a letter’s text run from 1 without a gap',
    sql: `select kind from letter.letter_text group by programme_id, kind
      having min(number) <> 1 or max(number) <> count(*)`,
  },
  {
    says: 'A letter began with a text that its programme had',
    sql: `select letter_id from letter.wording where text_number > 0 and not exists (
      select from letter.letter_text as own where own.programme_id = wording.programme_id
        and own.kind = wording.kind and own.number = wording.text_number)`,
  },
];
