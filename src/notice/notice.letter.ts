import { declareLetter } from '#letter';

/** Asks whether the address is the asker's own. */
export const confirmLetter = declareLetter({
  kind: 'notice.confirm',
  title: 'Confirming an address for “tell me when”',
  when: 'when somebody asks to be told of the next run',
  to: 'the address that was given',
  placeholders: {
    'kept-days': {
      means: 'after how many days the address is forgotten unless it is confirmed',
      example: '7',
    },
  },
  link: { means: 'the page on which the address is confirmed', example: '/programmes' },
});

/** The one letter that was asked for. */
export const openedLetter = declareLetter({
  kind: 'notice.opened',
  title: 'The next run is open',
  when: 'when a run opens, once, to everyone who asked for it',
  to: 'whoever asked to be told and confirmed the address',
  placeholders: {
    run: { means: 'what the run is called', example: 'CMALT 2027 programme', needed: true },
    deadline: {
      means: 'the deadline for applications',
      example: 'Mon 11 January 2027, 12 noon (UK time)',
      needed: true,
    },
  },
  link: { means: 'the page of the run', example: '/programmes/cmalt/2027' },
});
