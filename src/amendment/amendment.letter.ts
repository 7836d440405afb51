import { declareLetter } from '#letter';

const RUN = { means: 'the run', example: 'CMALT 2024 programme' } as const;
const WHO = { means: 'who of the team did it', example: 'Farida Underhill' } as const;
const REASON = {
  means: 'why, as they wrote it',
  example: 'You rang and asked us to mend your department.',
  needed: true,
} as const;
const LINK = { means: 'the applicant’s own page', example: '/applications/example' } as const;

/** To the applicant: somebody of the team changed their answers. */
export const editedLetter = declareLetter({
  kind: 'amendment.edited',
  title: 'Answers changed by the team',
  when: 'when a coordinator changes answers of an application for its applicant',
  to: 'the applicant',
  placeholders: {
    run: RUN,
    who: WHO,
    reason: REASON,
    changes: { means: 'the answers as they stand now', example: [['What is your role?', 'Lecturer']] },
    'is-sent': {
      means: 'whether the application was sent before, so that it has to be sent again',
      example: false,
    },
  },
  link: LINK,
});

/** To the applicant: somebody of the team sent their application. */
export const sentLetter = declareLetter({
  kind: 'amendment.sent',
  title: 'An application sent by the team',
  when: 'when a coordinator sends an application for its applicant',
  to: 'the applicant',
  placeholders: { run: RUN, who: WHO, reason: REASON },
  link: LINK,
});

/** To the team: an applicant asks for a change. */
export const changeAskedLetter = declareLetter({
  kind: 'amendment.change-asked',
  title: 'A request for a change',
  when: 'when an applicant asks for a change after the deadline',
  to: 'the team’s own address',
  placeholders: {
    run: RUN,
    applicant: { means: 'who asks', example: 'Tilda Marchetti', needed: true },
    reference: { means: 'the application’s number', example: '7KQ2-M9XD' },
    words: {
      means: 'what they ask, as they wrote it',
      example: 'My line manager has changed.',
      needed: true,
    },
  },
  link: { means: 'the page on which it is answered', example: '/desk/example/change-requests' },
});

/** To the applicant: what became of their request. */
export const changeAnsweredLetter = declareLetter({
  kind: 'amendment.change-answered',
  title: 'The answer to a request for a change',
  when: 'when a coordinator answers a request for a change',
  to: 'the applicant',
  placeholders: {
    run: RUN,
    made: { means: 'whether the change was made', example: true },
    asked: { means: 'what they asked', example: 'My line manager has changed.' },
    words: { means: 'what the coordinator wrote', example: 'We have put in the new name.' },
  },
  link: LINK,
});

/** To whoever has everything written and nothing sent. */
export const unsentLetter = declareLetter({
  kind: 'amendment.unsent',
  title: 'A complete application that is not sent',
  when: '72, 24 and 2 hours before applications close, to whoever has a complete draft',
  to: 'whoever wrote it',
  placeholders: {
    run: { means: 'the run', example: 'CMALT 2024 programme' },
    closes: {
      means: 'when it closes',
      example: 'Mon 8 January 2024, 12 noon (UK time)',
      needed: true,
    },
    left: { means: 'how far off that is', example: 'in 24 hours' },
  },
  link: { means: 'the page on which it is sent', example: '/applications/example/check' },
});
