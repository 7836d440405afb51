/** What each listener, task and nightly work does, in words that finish "This did not go through: …". A house test holds the list whole. */
const WORK_WORDS: Readonly<Record<string, string>> = {
  'selection.copy-with-run': 'Criteria of a run that was made from another',
  'form.copy-with-run': 'Form of a run that was made from another',
  'workshop.copy-preparation': 'Preparation of a run that was made from another',
  'material.copy-with-run': 'Materials of a run that was made from another',
  'notice.tell-opened': 'Letters to those who waited for a run to open',
  'forget-notices': 'Forgetting addresses that waited for a run long enough',
  'letter.pass-on-enquiry': 'Letter to the team about a question',
  'letter.send-enquiry-answer': 'Letter that answers a question',
  'application.write-receipt': 'Receipt for an application',
  'application.confirm-withdrawal': 'Letter that confirms a withdrawal',
  'remind-of-drafts': 'Letters to those whose application is complete and not sent',
  'support.ask-manager': 'Letter to a line manager',
  'support.end-asking': 'Ending a line manager’s link',
  'support.tell-applicant': 'Letter about a line manager’s answer',
  'amendment.tell-edited': 'Letter about answers that the team changed',
  'amendment.tell-sent': 'Letter about an application that the team sent',
  'amendment.pass-on-request': 'Letter to the team about a request for a change',
  'amendment.tell-answer': 'Letter that answers a request for a change',
  'place.write-offer': 'Letter that offers a place',
  'place.write-reserve': 'Letter about the reserve list',
  'announcing.write-not-offered': 'Letter that says there is no place',
  'place.confirm-decline': 'Letter that confirms a declined place',
  'place.write-lapse': 'Letter about an offer that lapsed',
  'place.write-reminder': 'Reminder of an offer',
  'place.confirm-deferral': 'Letter that confirms a deferral',
  'place.confirm-taking-back': 'Letter that an offer stands again',
  'place.write-carried': 'Letter that an application is in the next run',
  'place.write-list-end': 'Letter that a reserve list is closed',
  'place.carry-on-opening': 'Bringing those who deferred into a run that opened',
  'pass-on-places': 'Passing on places that were declined',
  'remind-of-offers': 'Reminding of unanswered offers',
  'place.confirm-giving-up': 'Letter that confirms a place given up',
  'workshop.enrol-on-place': 'Seat in the workshops, with its dates, for an accepted place',
  'workshop.leave-on-place-given-up': 'Freeing the seat of a place given up',
  'workshop.tell-moved': 'Letters about a workshop that moved',
  'workshop.tell-cancelled': 'Letters about a cancelled workshop',
  'portfolio.start-on-choice': 'Portfolio for the chosen pathway',
  'portfolio.tell-feedback': 'Letter about feedback',
  'portfolio.tell-shared': 'Letter to a mentor about a shared portfolio',
  'submission.remove-let-go-file': 'Deleting a file that nothing uses any more',
  'assessment.open-case': 'Opening a case for a submission',
  'assessment.close-case': 'Closing the case of a withdrawn submission',
  'assessment.mind-mentors': 'Checking assessors for conflicts after a portfolio was shared',
  'assessment.mind-run-mates': 'Checking assessors for conflicts after a place was accepted',
  'award.give-or-renew': 'Award for a released outcome',
  'tell-run-opened': 'Telling that a run is open for applications',
  'tell-feedback': 'Letter about feedback',
  'registration.remind-of-expiry': 'Reminders of registrations that run out',
  'lapse-offers': 'Letting unanswered offers lapse',
  'forget-forsaken-drafts': 'Removing forsaken drafts of applications',
  'close-equality-answers': 'Cutting what leads back from equality answers after a deadline',
  'forget-enquiry-senders': 'Forgetting where questions came from',
  'mind-conflicts': 'Checking assessors for conflicts',
  'award.tidy-register': 'Taking lapsed awards off the register',
  'award.forget-wrong-tries': 'Forgetting wrong award codes',
  'sweep-portfolio-files': 'Deleting files that nothing uses any more',
  'people.remove-old-ways-in': 'Removing old sign-in links and sessions',
  'blank-secret-letters': 'Blanking old sign-in letters',
  'mind-invariants': 'Checking that all data agree',
};

/** What a piece of work does, in plain words; the name itself where nobody has written any yet. */
export function sayWork(name: string): string {
  return WORK_WORDS[name] ?? name.replaceAll(/[.-]/g, ' ');
}

/** Whether a piece of work has its words. */
export function hasWords(name: string): boolean {
  return name in WORK_WORDS;
}

/** What a letter is about, by the room that wrote it: its words stay between writer and reader. */
const LETTER_WORDS: Readonly<Record<string, string>> = {
  people: 'Letter about a role or an account',
  programme: 'Letter about a question to the team',
  application: 'Letter about an application',
  place: 'Letter about a place',
  announcing: 'Letter about a decision',
  workshop: 'Letter about the workshops',
  registration: 'Letter about a registration',
  portfolio: 'Letter about a portfolio',
  submission: 'Letter about a submission',
  'office-hours': 'Letter about an office hour',
  assessment: 'Letter about a case',
  award: 'Letter about an award',
};

/** What a letter of this kind is about. */
export function sayLetter(kind: string): string {
  return LETTER_WORDS[roomOfWork(kind)] ?? 'Letter';
}

/** The room whose work or letter it is: the first part of its name. */
export function roomOfWork(name: string): string {
  return name.split('.')[0] ?? '';
}
