import { findEdition, findPathway, frameworksOnFile } from '#framework';
import { holdKey, type Tx } from '#platform/database.ts';
import { announce } from '#platform/news.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import { currentChoice, replaceChoice } from './choice.sql.ts';

export type NewChoice = {
  readonly personId: string;
  readonly programmeId: string;
  readonly editionId: string;
  readonly pathwayId: string;
  readonly runId?: string | undefined;
};

/** Why this pathway cannot be chosen: the edition is not on file, or has no such pathway. */
export function refusalToChoose(editionId: string, pathwayId: string): Refusal | undefined {
  const edition = findEdition(frameworksOnFile(), editionId);
  if (edition && findPathway(edition, pathwayId)) return undefined;
  return refuse('unknown-pathway', 'The scheme has no pathway of that name.', 422);
}

/**
 * Writes down what a person works towards, in place of what they chose before, which stays as history. Tells
 * registration.pathway-chosen. Choosing what is chosen already changes nothing and tells nothing. Answers whether it
 * was a change. A registration keeps the pathway that it was made for.
 */
export async function choosePathway(tx: Tx, choice: NewChoice): Promise<boolean> {
  const { personId, programmeId, editionId, pathwayId, runId } = choice;
  stopIf(refusalToChoose(editionId, pathwayId));
  await holdPerson(tx, personId, programmeId);
  const before = await currentChoice(tx, personId, programmeId);
  if (before?.pathwayId === pathwayId && before.editionId === editionId) return false;
  await replaceChoice(tx, {
    personId,
    programmeId,
    editionId,
    pathwayId,
    runId: runId ?? before?.runId,
  });
  await announce(tx, 'registration.pathway-chosen', { personId, programmeId, editionId, pathwayId });
  return true;
}

/** Of two acts on one person's way through one programme, lets the second wait for the first. */
export async function holdPerson(tx: Tx, personId: string, programmeId: string): Promise<void> {
  await holdKey(tx, `registration:${personId}:${programmeId}`);
}
