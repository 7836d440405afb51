import type { Person } from '#people';
import { samplePersonWith, sampleRun, type SampleHouse } from '../programme/samples.ts';
import { portfolioOf } from './portfolio.sql.ts';
import { startPortfolio } from './portfolio-start.ts';
import type { Portfolio, SectionFacts } from './portfolio.ts';
import { putSectionFacts, writePart } from './section-text.sql.ts';
import { findRun, type Run } from '#programme';

/** The run of 2024, made at first asking. */
async function runOf2024(house: SampleHouse): Promise<Run> {
  return (await findRun(house.db, 'cmalt', '2024')) ?? (await sampleRun(house));
}

/** A candidate of the 2024 run who has a portfolio on a pathway of CMALT; their run comes along. */
export async function samplePortfolio(
  house: SampleHouse,
  { name = 'Amara Udeh', pathwayId = 'cmalt' }: { name?: string; pathwayId?: string } = {},
): Promise<{ run: Run; person: Person; portfolio: Portfolio }> {
  const run = await runOf2024(house);
  const person = await samplePersonWith(house, run, name);
  const { id: programmeId, editionId } = run.programme;
  const portfolio = await house.write((tx) =>
    startPortfolio(tx, { personId: person.id, programmeId, editionId, pathwayId }),
  );
  return { run, person, portfolio };
}

/** Writes a section's texts as its owner would: sampleSection(house, portfolio, 'c1a', { description: 'I …' }, { mark: 'ready' }). */
export async function sampleSection(
  house: SampleHouse,
  portfolio: Portfolio,
  slot: string,
  texts: Readonly<Record<string, string>>,
  facts: Partial<Omit<SectionFacts, 'slot'>> = {},
): Promise<void> {
  await house.write(async (tx) => {
    await putSectionFacts(tx, portfolio.id, slot, facts);
    for (const [component, text] of Object.entries(texts)) {
      const place = { portfolioId: portfolio.id, slot, component };
      await writePart(tx, place, { authorId: portfolio.personId, text });
    }
  });
}

/** The portfolio as it is now. */
export async function portfolioNow(house: SampleHouse, portfolio: Portfolio): Promise<Portfolio> {
  const found = await portfolioOf(house.db, portfolio.personId, portfolio.programmeId);
  if (!found) throw new Error('The portfolio is gone.');
  return found;
}
