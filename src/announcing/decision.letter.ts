import { applicantsOf, OF_APPLICATION, runCounts } from '#application';
import { declareLetter } from '#letter';
import { OWN_WORDS, ownText } from '#place';
import type { Run } from '#programme';

/** No place: said plainly and kindly, with the numbers, and with what can be done next. */
export const notOfferedLetter = declareLetter({
  kind: 'announcing.not-offered',
  title: 'No place',
  when: 'when it is announced that somebody gets no place',
  to: 'the applicant',
  placeholders: {
    ...OF_APPLICATION,
    asked: { means: 'how many applied', example: '31' },
    places: { means: 'how many places there are', example: '14' },
    explanation: {
      means: 'what the team kept for this applicant, where it kept something',
      example: 'The panel would have liked to read more of what you do with learning technology.',
      needed: true,
    },
    own: OWN_WORDS,
  },
  recipients: async (db, run) => {
    const { asked } = await runCounts(db, run.id);
    return applicantsOf(db, run, { states: ['not-offered', 'submitted'] }, () => ofNo(run, { asked }));
  },
});

type No = {
  readonly asked: number;
  /** What the team kept for this applicant; '' or nothing says nothing. */
  readonly explanation?: string | undefined;
  /** Paragraphs that a coordinator wrote for this one letter. */
  readonly own?: readonly string[] | undefined;
};

/** What the letter says beside the application. */
export function ofNo(run: Run, { asked, explanation, own }: No) {
  return { asked: String(asked), places: String(run.capacity), explanation, own: ownText(own) };
}
