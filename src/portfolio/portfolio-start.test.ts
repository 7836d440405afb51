import { expect, test } from 'vitest';
import { openHouse } from '#test/house.ts';
import { choosePathway } from '#registration';
import { samplePersonWith } from '../programme/samples.ts';
import { partsOf, portfolioOf } from './portfolio.sql.ts';
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

test('whoever chooses a pathway finds a portfolio, and on another choice the same one with every word', async () => {
  const { run } = await samplePortfolio(house, { name: 'Dee Run' });
  const person = await samplePersonWith(house, run, 'Eve Choice');
  const { id: programmeId, editionId } = run.programme;
  expect((await house.visit('/portfolio', person)).text).toContain('It begins with a place');
  const choose = async (pathwayId: string) => {
    await house.write((tx) => choosePathway(tx, { personId: person.id, programmeId, editionId, pathwayId }));
  };
  await choose('cmalt');
  expect((await house.visit('/portfolio', person)).text).toContain('Start your portfolio');
  const started = await house.submit('/portfolio', {}, person);
  await house.drain();
  const portfolio = await portfolioOf(house.db, person.id, programmeId);
  expect(started.location).toBe(`/portfolio/${portfolio?.id}`);
  expect((await house.visit('/portfolio', person)).location).toBe(`/portfolio/${portfolio?.id}`);
  await choose('senior');
  await house.drain();
  expect(await portfolioOf(house.db, person.id, programmeId)).toEqual({ ...portfolio, pathwayId: 'senior' });
  expect(await house.broken()).toEqual([]);
});
