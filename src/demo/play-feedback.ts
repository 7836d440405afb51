import { answerComment, giveFeedback, partsOf, settleComment } from '#portfolio';
import type { Tx } from '#platform/database.ts';
import { portfolioHere } from './play-portfolios.ts';
import type { FeedbackEntry, PortfolioEntry } from './portfolios-file.ts';
import { on, type Moment, type Stage } from './stage.ts';

/** What mentors said of sections, what was answered, and what was marked as done. */
export function feedbackMoments(stage: Stage, entry: PortfolioEntry): Moment[] {
  return entry.feedback.flatMap((said, index) => {
    const key = `comment ${entry.person} ${index}`;
    const last = said.replies.at(-1)?.at ?? said.at;
    return [
      {
        at: said.at,
        what: `${said.by} on ${said.section} of ${entry.person}`,
        act: (tx: Tx) => say(tx, stage, entry.person, said, key),
      },
      ...said.replies.map(({ by, at, text: words }) => ({
        at,
        what: `${by} answers`,
        act: async (tx: Tx) =>
          answerComment(tx, await portfolioHere(tx, stage, entry.person), on(stage.persons, by).id, {
            commentId: on(stage.ids, key),
            words,
          }),
      })),
      ...(said.state === 'done'
        ? [
            {
              at: last.add({ minutes: 5 }),
              what: 'done',
              act: (tx: Tx) => settle(tx, stage, entry.person, key),
            },
          ]
        : []),
    ];
  });
}

async function say(tx: Tx, stage: Stage, person: string, said: FeedbackEntry, key: string): Promise<void> {
  const portfolio = await portfolioHere(tx, stage, person);
  const { section: slot, part: component, quote, text: words } = said;
  const part = (await partsOf(tx, portfolio.id, slot)).find((one) => one.component === component);
  if (quote && !part?.text.includes(quote)) throw new Error(`"${quote}" does not stand in ${slot}.`);
  const comment = { slot, component, words, quote, partVersion: quote ? part?.version : undefined };
  stage.ids.set(key, await giveFeedback(tx, portfolio, on(stage.persons, said.by).id, comment));
}

async function settle(tx: Tx, stage: Stage, person: string, key: string): Promise<void> {
  await settleComment(tx, await portfolioHere(tx, stage, person), on(stage.ids, key), 'done');
}
