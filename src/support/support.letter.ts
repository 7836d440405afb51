import { declareLetter } from '#letter';

/** To the line manager: what is asked, and the link that needs no account. */
export const askedLetter = declareLetter({
  kind: 'support.asked',
  title: 'Asking a line manager for support',
  when: 'when an applicant sends their application, or asks by themselves',
  to: 'the line manager',
  placeholders: {
    applicant: { means: 'who applies', example: 'Tilda Marchetti', needed: true },
    run: { means: 'the run', example: 'CMALT 2024 programme' },
    workshops: {
      means: 'the workshops with their times',
      example: [['Workshop 1', 'Thu 18 January 2024, 9:30am to 12:30pm (UK time)']],
    },
    until: { means: 'until when the link works', example: 'Mon 29 January 2024, 12 noon (UK time)' },
  },
  link: { means: 'the page on which to answer', example: '/support/example' },
});

/** To the applicant: what their line manager said. */
export const answeredLetter = declareLetter({
  kind: 'support.answered',
  title: 'A line manager’s answer',
  when: 'when a line manager has confirmed or declined',
  to: 'the applicant',
  placeholders: {
    manager: { means: 'the line manager', example: 'Morgan Hale', needed: true },
    run: { means: 'the run', example: 'CMALT 2024 programme' },
    confirmed: { means: 'whether they confirmed', example: true },
    words: { means: 'what they wrote', example: 'Gladly. We will cover Thursdays.' },
  },
  link: { means: 'the page with the answer', example: '/applications/example/support' },
});
