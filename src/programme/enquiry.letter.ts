import type { LetterWords } from '#platform/letters.ts';
import type { Programme } from './programme.ts';

type Asked = { readonly name: string; readonly email: string; readonly question: string };

/** To the team: somebody asks. */
export function enquiryWords(
  programme: Programme,
  enquiry: Asked & { readonly deskPath: string },
): LetterWords {
  return {
    subject: `[${programme.shortName}] A question from ${enquiry.name}`,
    greeting: 'Dear team',
    paragraphs: [`${enquiry.name} asks:`, enquiry.question],
    facts: [['Answer goes to', enquiry.email]],
    action: { label: 'Answer this question', path: enquiry.deskPath },
    after: ['You can also reply to this letter; then mark the question there, so that nobody answers twice.'],
    signedBy: programme.name,
  };
}

/** To whoever asked: the answer, with their own words below it. */
export function answerWords(programme: Programme, enquiry: Asked, answer: string): LetterWords {
  return {
    subject: `[${programme.shortName}] Our answer to your question`,
    greeting: `Dear ${enquiry.name}`,
    paragraphs: answer.split(/\n{2,}/),
    after: [`You asked:\n${enquiry.question}`],
    signedBy: `The ${programme.shortName} programme team`,
  };
}
