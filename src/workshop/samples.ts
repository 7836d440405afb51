import { workshopsOf, type Run } from '#programme';
import type { Person } from '#people';
import { samplePersonWith, ukTime, type SampleHouse } from '../programme/samples.ts';
import { enrol } from './enrol.ts';
import type { Preparation } from './preparation.ts';
import { addPreparation } from './prepare.ts';

/** A person with a seat in the series of a run, without an application and without letters. */
export async function sampleParticipant(house: SampleHouse, run: Run, name = 'Amara Udeh'): Promise<Person> {
  const person = await samplePersonWith(house, run, name);
  await house.write((tx) => enrol(tx, { runId: run.id, personId: person.id }));
  return person;
}

/** An item to prepare for the first workshop of a run, due the evening before. */
export async function samplePreparation(
  house: SampleHouse,
  run: Run,
  change: Partial<Omit<Preparation, 'id'>> = {},
): Promise<Preparation> {
  const [first] = await workshopsOf(house.db, run.id);
  if (!first) throw new Error('The run has no workshop to prepare for.');
  return house.write((tx) =>
    addPreparation(tx, {
      workshopId: first.id,
      what: 'List ten things you did last year that involved technology and someone learning',
      minutes: 15,
      dueAt: ukTime('2024-01-17T17:00'),
      ...change,
    }),
  );
}
