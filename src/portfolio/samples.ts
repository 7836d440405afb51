import type { Person } from '#people';
import { samplePersonWith, sampleRun, type SampleHouse } from '../programme/samples.ts';
import { portfolioOf } from './portfolio.sql.ts';
import { startPortfolio } from './portfolio-start.ts';
import { addEvidence } from './evidence-keep.ts';
import { slotsOf, type Portfolio, type SectionFacts } from './portfolio.ts';
import { putSectionFacts, writePart } from './section-text.sql.ts';
import { submitPortfolio, type Handed } from './submit.ts';
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

/** Writes everything that a portfolio's pathway requires, with one piece of evidence for each section, so that it may be submitted. */
export async function sampleWhole(house: SampleHouse, portfolio: Portfolio): Promise<void> {
  for (const slot of slotsOf(portfolio, []).filter(({ required, declaration }) => required && !declaration)) {
    const words = slot.components.filter(({ holds }) => holds === 'words');
    const text = `What I write of ${slot.key}. ${'I did this, and learned from it. '.repeat(30)}`;
    const texts = Object.fromEntries(words.map(({ id }) => [id, text]));
    const [topicType] = slot.topicTypes;
    await sampleSection(house, portfolio, slot.key, texts, {
      title: slot.candidateTitled ? `My own ${slot.key}` : '',
      topicType: topicType?.id,
    });
    if (words.length === slot.components.length) continue;
    await house.write((tx) =>
      addEvidence(tx, portfolio, {
        title: `Evidence for ${slot.key}`,
        shows: 'That it happened.',
        link: `https://example.org/evidence/${slot.key}`,
        permission: 'own-work',
        peopleShown: '',
        access: 'open',
        usedIn: [slot.key],
      }),
    );
  }
}

/** A whole portfolio that its owner handed in, with its submission. */
export async function sampleSubmission(
  house: SampleHouse,
  who: { name?: string; pathwayId?: string } = {},
): Promise<Handed & { run: Run; person: Person; portfolio: Portfolio }> {
  const sample = await samplePortfolio(house, who);
  await sampleWhole(house, sample.portfolio);
  const { id: portfolioId, personId } = sample.portfolio;
  const answers = { accepted: 'Yes', name: sample.person.name, 'signed-on': 'today' };
  const handed = await house.write((tx) => submitPortfolio(tx, { portfolioId, personId, answers }));
  return { ...sample, ...handed };
}
