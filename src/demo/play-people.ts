import { giveHat, personFor, type Person } from '#people';
import type { Tx } from '#platform/database.ts';
import { addFigure } from './figure.sql.ts';
import { onDay } from './file-parts.ts';
import type { Figure } from './people-file.ts';
import { on, type Moment, type Stage } from './stage.ts';

/** Those who wear a hat come when they are given it; everybody else comes with the first thing that they do. */
export function peopleMoments(stage: Stage): Moment[] {
  const { files } = stage;
  return files.people
    .filter(({ hats }) => hats.length > 0)
    .map((figure) => ({
      at: comesAt(figure, files.programme.begunAt),
      what: `${figure.id} comes`,
      act: (tx) => enter(tx, stage, figure.id),
    }));
}

function comesAt({ assessor }: Figure, begunAt: Moment['at']): Moment['at'] {
  const since = assessor && onDay(assessor.since, '10:00');
  return since && since.epochMilliseconds > begunAt.epochMilliseconds ? since : begunAt;
}

/** The person of that name, who comes now if they have not come before. */
export async function enter(tx: Tx, stage: Stage, id: string): Promise<Person> {
  const known = stage.persons.get(id);
  if (known) return known;
  const place = stage.files.people.findIndex((one) => one.id === id);
  const figure = stage.files.people[place];
  if (!figure) throw new Error(`"${id}" is nobody in demo/people.yaml.`);
  const { name, email, department, roleTitle } = figure;
  const institutionId = stage.organisations.get(figure.institution)?.id;
  const person = await personFor(tx, { name, email, department, roleTitle, institutionId });
  for (const { hat, at } of figure.hats) {
    await giveHat(tx, { personId: person.id, organisationId: on(stage.organisations, at).id, hat });
  }
  await addFigure(tx, person.id, figure, place);
  stage.persons.set(id, person);
  return person;
}
