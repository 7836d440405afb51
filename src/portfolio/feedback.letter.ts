import type { Person } from '#people';
import type { Programme } from '#programme';
import type { LetterWords } from '#platform/letters.ts';

export type FeedbackTold = {
  readonly programme: Programme;
  readonly person: Person;
  readonly portfolioId: string;
  /** The sections that were spoken of: their names, who spoke, and how often. */
  readonly sections: readonly {
    readonly slot: string;
    readonly name: string;
    readonly by: string;
    readonly count: number;
  }[];
};

/** To the owner of a portfolio: a mentor has said something. What they said stays on the page. */
export function feedbackWords({ programme, person, portfolioId, sections }: FeedbackTold): LetterWords {
  const [first] = sections;
  const only = sections.length === 1 && first;
  const names = [...new Set(sections.map(({ by }) => by))];
  return {
    subject: `[${programme.shortName}] Feedback on ${only ? only.name : `${sections.length} sections of your portfolio`}`,
    greeting: `Dear ${person.name}`,
    paragraphs: [`${listed(names)} ${names.length === 1 ? 'has' : 'have'} written about your portfolio.`],
    facts: sections.map(({ name, by, count }) => [
      name,
      `${by}, ${count === 1 ? '1 comment' : `${count} comments`}`,
    ]),
    action: only
      ? {
          label: 'Read it beside your text',
          path: `/portfolio/${portfolioId}/sections/${only.slot}#feedback`,
        }
      : { label: 'Read it', path: `/portfolio/${portfolioId}/feedback` },
    after: ['Feedback is meant for your draft. You decide what to do with it.'],
    signedBy: `The ${programme.shortName} programme team`,
  };
}

/** To a mentor: somebody shares their portfolio. */
export function sharedWords({
  programme,
  mentor,
  owner,
  portfolioId,
  until,
  asks,
}: {
  programme: Programme;
  mentor: Person;
  owner: Person;
  portfolioId: string;
  /** In words: "Wed 30 June 2027". */
  until: string;
  asks: string;
}): LetterWords {
  return {
    subject: `[${programme.shortName}] ${owner.name} shares a portfolio with you`,
    greeting: `Dear ${mentor.name}`,
    paragraphs: [
      `${owner.name} would like you to read their portfolio. You can until ${until}, unless they take it back before.`,
      ...(asks ? [`They write:\n${asks}`] : []),
    ],
    action: { label: 'Open the portfolio', path: `/mentoring/${portfolioId}` },
    after: [
      'What you write there reaches them at once. They may ask to see everything that is kept about them.',
    ],
    signedBy: `The ${programme.shortName} programme team`,
  };
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
