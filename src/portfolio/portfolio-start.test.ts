import { expect, test } from 'vitest';
import { openHouse } from '#test/house.ts';
import { partsOf } from './portfolio.sql.ts';
import { startPortfolio } from './portfolio-start.ts';
import { portfolioNow, samplePortfolio, sampleSection } from './samples.ts';

const house = await openHouse();

test('starting twice leaves one portfolio', async () => {
  const { portfolio, run } = await samplePortfolio(house);
  const { id: programmeId, editionId } = run.programme;
  const wanted = { personId: portfolio.personId, programmeId, editionId, pathwayId: 'cmalt' };
  const again = await house.write((tx) => startPortfolio(tx, wanted));
  expect(again.id).toBe(portfolio.id);
});

test('Associate to CMALT to Senior and back keeps every word', async () => {
  const { portfolio, run } = await samplePortfolio(house, { name: 'Ben Ruiz', pathwayId: 'senior' });
  await sampleSection(house, portfolio, 'advanced.1', { description: 'I led it.' }, { title: 'Leading' });
  await sampleSection(house, portfolio, 'c1a', { reflection: 'I was wrong.' });
  const before = await partsOf(house.db, portfolio.id);
  const { id: programmeId, editionId } = run.programme;
  for (const pathwayId of ['associate', 'cmalt', 'senior', 'cmalt', 'associate']) {
    await house.write((tx) =>
      startPortfolio(tx, { personId: portfolio.personId, programmeId, editionId, pathwayId }),
    );
    expect((await portfolioNow(house, portfolio)).pathwayId).toBe(pathwayId);
    expect(await partsOf(house.db, portfolio.id)).toEqual(before);
  }
});

test('a pathway that the edition does not have is refused', async () => {
  const { portfolio, run } = await samplePortfolio(house, { name: 'Cy Lund' });
  const { id: programmeId, editionId } = run.programme;
  const wanted = { personId: portfolio.personId, programmeId, editionId, pathwayId: 'emperor' };
  await expect(house.write((tx) => startPortfolio(tx, wanted))).rejects.toThrow('no-such-pathway');
});
