import type { Tx } from '#platform/database.ts';
import { Refused, refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import { soundForm } from './arrange.ts';
import { differenceOf, inOrder, withVersions } from './fit.ts';
import type { Form, FormContent } from './form.ts';
import { addForm, formOfRun, latestForm } from './form.sql.ts';
import {
  addRevision,
  addStep,
  contentOfStep,
  endRevision,
  holdRevision,
  lastStep,
  openRevision,
  type Revision,
} from './revision.sql.ts';
import { weaknessesOf } from './weaknesses.ts';

/** A change to a form, from what it is at the moment of the change; or why it cannot be made. */
export type Change = (content: FormContent) => FormContent | Refusal;

/**
 * Makes a change to the form that a run's coordinators work on, beginning with the one in force, and writes it down as a
 * step. Two at once come one after the other, each upon what the other has left. Refused, with sentences, where what comes of
 * it is no form. A change that changes nothing is no step.
 */
export async function reviseForm(
  tx: Tx,
  runId: string,
  { by, says, change }: { readonly by: string; readonly says: string; readonly change: Change },
): Promise<void> {
  const revision = await heldRevision(tx, runId, by);
  const changed = change(revision.content);
  if ('says' in changed) throw new Refused(changed);
  const sound = soundForm(changed);
  if ('says' in sound) throw new Refused(refuse('unsound', sound.says.join(' '), 422));
  if (isSame(sound.content, revision.content)) return;
  await addStep(tx, revision.id, { content: sound.content, says, by });
}

async function heldRevision(tx: Tx, runId: string, by: string): Promise<Revision> {
  if (!(await holdRevision(tx, runId))) {
    await addRevision(tx, runId, await formOfRun(tx, runId), by);
    await holdRevision(tx, runId);
  }
  const revision = await openRevision(tx, runId);
  if (!revision) throw new Error('A revision that was just begun is not there.');
  return revision;
}

function isSame(one: FormContent, other: FormContent): boolean {
  return JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));
}

/** The step that undoing comes to: the one before the last change that stands; nothing at the beginning. */
export function stepBefore({ steps }: Pick<Revision, 'steps'>): number | undefined {
  const standing = steps.at(-1)?.standsFor ?? 1;
  return steps.find(({ number }) => number === standing - 1)?.standsFor;
}

const CHANGED = refuse(
  'changed-meanwhile',
  'Somebody changed the form meanwhile, so nothing was done. Look at it again.',
);

/** Makes what an earlier step left the form again, as the next step, so that going back can be undone too. */
export async function goBackTo(
  tx: Tx,
  runId: string,
  { step, seen, by }: { readonly step: number; readonly seen: number; readonly by: string },
): Promise<void> {
  const revision = await heldAsSeen(tx, runId, seen);
  const content = await contentOfStep(tx, revision.id, step);
  const to = revision.steps.find(({ number }) => number === step);
  if (!content || !to) throw new Refused(CHANGED);
  const says = `went back to ${to.number === 1 ? to.says : `after “${to.says}”`}`;
  await addStep(tx, revision.id, { content, says, by, standsFor: to.standsFor });
}

async function heldAsSeen(tx: Tx, runId: string, seen: number): Promise<Revision> {
  await holdRevision(tx, runId);
  const revision = await openRevision(tx, runId);
  if (!revision || lastStep(revision) !== seen) throw new Refused(CHANGED);
  return revision;
}

/** Gives up what was changed since the last version. Every step stays on file. */
export async function giveUpRevision(tx: Tx, runId: string, seen: number): Promise<void> {
  await endRevision(tx, (await heldAsSeen(tx, runId, seen)).id, undefined);
}

/** Why a revision cannot be published: nothing is changed, or something on it cannot be answered or is never asked. */
export function refusalToPublish({
  content,
  basedOn,
}: Pick<Revision, 'content' | 'basedOn'>): Refusal | undefined {
  if (isSame(content, basedOn.content))
    return refuse('unchanged', 'This is the version in force: there is nothing to publish.');
  const weak = weaknessesOf(content);
  if (weak.length === 0) return undefined;
  return refuse(
    'contradicts-itself',
    `This form cannot be published as it stands. ${weak.map(({ says }) => says).join(' ')}`,
  );
}

/**
 * Publishes a revision as its run's next version and answers both. Whoever begins from now on gets it; applications that were
 * begun stay with the version they have, until the caller carries them over. Refused where the form contradicts itself,
 * nothing is changed, or somebody changed it since `seen`.
 */
export async function publishRevision(
  tx: Tx,
  runId: string,
  { seen, by }: { readonly seen: number; readonly by: string },
): Promise<{ readonly from: Form; readonly to: Form }> {
  const revision = await heldAsSeen(tx, runId, seen);
  const from = (await latestForm(tx, runId)) ?? revision.basedOn;
  if (from.id !== revision.basedOn.id) throw new Refused(CHANGED);
  stopIf(refusalToPublish(revision));
  const to = await addForm(tx, runId, withVersions(from.content, revision.content), by);
  await endRevision(tx, revision.id, to.id);
  return { from, to };
}

/** What a revision changes, question by question. */
export function changesOf({ basedOn, content }: Pick<Revision, 'basedOn' | 'content'>) {
  return differenceOf(basedOn.content, content);
}
