import { declareLetter } from './kind.ts';

const ASKED = {
  asker: { means: 'who asks, by name', example: 'Amara Udeh' },
  question: {
    means: 'their question, as they wrote it',
    example: 'Does my role count as learning technology?',
    needed: true,
  },
} as const;

/** To the team: somebody asks. */
export const enquiryLetter = declareLetter({
  kind: 'programme.enquiry',
  title: 'A question to the team',
  when: 'when somebody asks the team a question',
  to: 'the team’s own address',
  placeholders: {
    ...ASKED,
    'asker-address': { means: 'the address that the answer goes to', example: 'amara.udeh@ox.example' },
  },
  link: { means: 'the page on which the question is answered', example: '/desk' },
});

/** To whoever asked: the answer, with their own words below it. */
export const enquiryAnsweredLetter = declareLetter({
  kind: 'programme.enquiry-answered',
  title: 'An answer to a question',
  when: 'when a coordinator answers a question',
  to: 'whoever asked',
  placeholders: {
    ...ASKED,
    answer: {
      means: 'the answer, as the coordinator wrote it',
      example: 'Yes. Anybody who supports learning with technology may apply.',
      needed: true,
    },
  },
});
