import type { Person } from '#people';
import { addEvidence, slotsOf, type Portfolio } from '#portfolio';
import type { Run } from '#programme';
import { samplePortfolio, sampleSection } from '../portfolio/samples.ts';
import type { SampleHouse } from '../programme/samples.ts';
import { submitPortfolio, type Handed } from './submit.ts';

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

/** A whole portfolio that its owner submitted, with its submission. */
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
