import { runName } from '#programme';
import { greeting, signature, subject, whomToAsk, type LetterAbout } from '#application';
import { withOwnWords } from '#place';
import type { LetterWords } from '#platform/letters.ts';

export type NotOfferedFacts = LetterAbout & {
  readonly asked: number;
  /** What the team kept for this applicant; '' or nothing says nothing. */
  readonly explanation?: string | undefined;
  /** Paragraphs that a coordinator wrote for this one letter. */
  readonly own?: readonly string[] | undefined;
};

/** No place: said plainly and kindly, with the numbers, and with what can be done next. */
export function notOfferedLetter(facts: NotOfferedFacts): LetterWords {
  const { run } = facts;
  const letter = {
    subject: subject(facts, `Your application to the ${run.name}`),
    greeting: greeting(facts),
    paragraphs: [
      `We are sorry: we cannot offer you a place on the ${runName(run)}.`,
      `There were ${facts.asked} applications for ${run.capacity} places. This is no judgement on your work.`,
      ...(facts.explanation ? facts.explanation.split(/\n{2,}/) : []),
      'You are welcome to apply again in another year, and it will not count for or against you that you applied this time. You need no place on the programme to register with the awarding body: you can do that on your own at any time.',
      'If you would like to know how your application was read, reply to this letter and we will talk it over with you.',
    ],
    after: [whomToAsk(facts)],
    signedBy: signature(facts),
  };
  return withOwnWords(letter, facts.own);
}
