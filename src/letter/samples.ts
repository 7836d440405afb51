import { declareLetter } from './kind.ts';

/** A kind of letter with a placeholder of every sort, for tests. */
export const offerKind = declareLetter({
  kind: 'test.offer',
  title: 'The offer of a place',
  when: 'when a place is offered',
  to: 'the applicant',
  placeholders: {
    run: { means: 'the run', example: 'CMALT 2024 programme' },
    'reply-by': { means: 'by when to answer', example: 'Wed 17 January 2024, 12 noon', needed: true },
    'from-reserve': { means: 'whether the place came free', example: false },
    workshops: { means: 'the workshops', example: [['Workshop 1', 'Thu 18 January 2024']] },
    remark: { means: 'a remark', example: 'Bring a laptop.' },
  },
  link: { means: 'the page of the offer', example: '/applications/example/offer' },
});

/** A text that this kind may have. */
export const offerText = {
  subject: '[{programme}] A place on the {run}',
  body: [
    'Dear {name},',
    '{from-reserve? A place has become free.}{no from-reserve? We are glad to offer you a place.}',
    'It is held until **{reply-by}**.',
    '{workshops}',
    '{link}',
    '{remark? One thing more: {remark}}',
    'The {programme} team',
  ].join('\n\n'),
  linkLabel: 'Answer the offer',
};

/** Everything that it says of somebody. */
export const offerValues = {
  name: 'Amara Udeh',
  programme: 'CMALT',
  'programme-name': 'CMALT Programme',
  contact: 'The team',
  'contact-address': 'cmalt@ox.example',
  run: 'CMALT 2024 programme',
  'reply-by': 'Wed 17 January 2024, 12 noon (UK time)',
  'from-reserve': false,
  workshops: [['Workshop 1', 'Is this for me?\nThu 18 January 2024']] as const,
  remark: undefined,
};
