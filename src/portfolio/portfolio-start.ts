import { findEdition, findPathway, frameworksOnFile } from '#framework';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import type { Tx } from '#platform/database.ts';
import { listen } from '#platform/news.ts';
import { insertPortfolio, lockPortfolio, portfolioOf, setPathway } from './portfolio.sql.ts';
import type { Portfolio } from './portfolio.ts';

export type PortfolioWanted = {
  readonly personId: string;
  readonly programmeId: string;
  readonly editionId: string;
  readonly pathwayId: string;
};

/**
 * Starts a person's portfolio for a programme, or, if they have one, puts it on the pathway: with a pathway of its own
 * edition only. No text moves or goes: what the new pathway does not ask for is parked until a pathway asks for it again.
 * Doing it twice is doing it once. Throws Refused `no-such-pathway`. Answers the portfolio as it is now.
 */
export async function startPortfolio(tx: Tx, wanted: PortfolioWanted): Promise<Portfolio> {
  stopIf(refusalOfPathway(wanted.editionId, wanted.pathwayId));
  await insertPortfolio(tx, wanted);
  const found = await portfolioOf(tx, wanted.personId, wanted.programmeId);
  const portfolio = found && (await lockPortfolio(tx, found.id));
  if (!portfolio) throw new Error('A portfolio that was just started is not there.');
  if (portfolio.pathwayId === wanted.pathwayId) return portfolio;
  stopIf(refusalOfPathway(portfolio.editionId, wanted.pathwayId));
  await setPathway(tx, portfolio.id, wanted.pathwayId);
  return { ...portfolio, pathwayId: wanted.pathwayId };
}

function refusalOfPathway(editionId: string, pathwayId: string): Refusal | undefined {
  const edition = findEdition(frameworksOnFile(), editionId);
  if (edition && findPathway(edition, pathwayId)) return undefined;
  return refuse('no-such-pathway', 'This edition of the scheme has no such pathway.', 422);
}

/** Whoever chooses a pathway finds a portfolio with its sections, or theirs on the other pathway. */
export const startOnChoice = listen(
  'portfolio.start-on-choice',
  'registration.pathway-chosen',
  async (tx, { personId, programmeId, editionId, pathwayId }) => {
    await startPortfolio(tx, { personId, programmeId, editionId, pathwayId });
  },
);
