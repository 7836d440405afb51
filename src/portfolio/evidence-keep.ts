import { findPermission, findSection, sectionIdOf, type Edition } from '#framework';
import { now } from '#platform/clock.ts';
import { holdKey, type Tx } from '#platform/database.ts';
import { fileStore } from '#platform/file-store.ts';
import { announce } from '#platform/news.ts';
import { NOT_THERE, refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import {
  countEvidence,
  evidenceOf,
  findEvidence,
  insertEvidence,
  putSectionUses,
  putUses,
  setRemoved,
  updateEvidence,
  type EvidenceRow,
} from './evidence.sql.ts';
import type { Evidence, EvidenceAccess, EvidenceFile } from './evidence.ts';
import { editionOf, type Portfolio } from './portfolio.ts';

/** What the owner says of a piece of evidence, and the thing itself: a file, an address, or neither. */
export type EvidenceSaid = {
  readonly title: string;
  readonly shows: string;
  readonly file?: EvidenceFile | undefined;
  readonly link?: string | undefined;
  readonly permission: string;
  readonly peopleShown: string;
  readonly access: EvidenceAccess;
  /** The keys of the sections that use it. */
  readonly usedIn: readonly string[];
};

/** More than anybody's portfolio needs, fewer than a page can bear. */
export const MOST_EVIDENCE = 300;

/** Puts the file of a piece of evidence into the store, once, where it only waits beside it. */
export type KeepFile = () => Promise<void>;

/**
 * Adds a piece of evidence to a portfolio, used in the sections named. A file's bytes lie in the store already, or `keep`
 * puts them there once nothing can be refused any more. What is neither file nor address is described only and therefore
 * withheld. Answers its id. Throws Refused: unknown-permission, unknown-section, too-much-evidence, file-gone.
 */
export async function addEvidence(
  tx: Tx,
  portfolio: Portfolio,
  said: EvidenceSaid,
  keep?: KeepFile,
): Promise<string> {
  stopIf(refusalOfSaying(editionOf(portfolio), said));
  await holdKey(tx, `portfolio.evidence:${portfolio.id}`);
  if ((await countEvidence(tx, portfolio.id)) >= MOST_EVIDENCE)
    stopIf(refuse('too-much-evidence', `A portfolio holds up to ${MOST_EVIDENCE} pieces of evidence.`));
  await holdFile(tx, said.file, keep);
  const id = await insertEvidence(tx, portfolio.id, toRow(said));
  await putUses(tx, id, said.usedIn);
  return id;
}

/**
 * Changes a piece of evidence. Copies that were submitted with it keep what they had. Tells `portfolio.file-let-go` of a
 * file that is replaced. Throws Refused: not-found, and what `addEvidence` throws.
 */
export async function changeEvidence(
  tx: Tx,
  portfolio: Portfolio,
  evidenceId: string,
  said: EvidenceSaid,
  keep?: KeepFile,
): Promise<void> {
  stopIf(refusalOfSaying(editionOf(portfolio), said));
  await holdKey(tx, `portfolio.evidence:${portfolio.id}`);
  const before = await findEvidence(tx, portfolio.id, evidenceId);
  if (!before) return stopIf(NOT_THERE);
  await holdFile(tx, said.file, keep);
  await updateEvidence(tx, evidenceId, toRow(said));
  await putUses(tx, evidenceId, said.usedIn);
  if (before.file?.sha256 !== said.file?.sha256) await letGo(tx, before);
}

/**
 * Removes a piece of evidence from a portfolio; copies that were submitted with it keep it. Tells `portfolio.file-let-go` of
 * its file. Again changes nothing.
 */
export async function removeEvidence(tx: Tx, portfolio: Portfolio, evidenceId: string): Promise<void> {
  await holdKey(tx, `portfolio.evidence:${portfolio.id}`);
  const before = await findEvidence(tx, portfolio.id, evidenceId);
  if (!before) return;
  await setRemoved(tx, portfolio.id, evidenceId);
  await letGo(tx, before);
}

// Only the rooms that keep copies know whether the file may go: they hear of it.
async function letGo(tx: Tx, { file }: Evidence): Promise<void> {
  if (file) await announce(tx, 'portfolio.file-let-go', { sha256: file.sha256 });
}

/** Sets which pieces of the portfolio's evidence a section uses; ids that are not of this portfolio are passed over. */
export async function chooseForSection(
  tx: Tx,
  portfolio: Portfolio,
  slot: string,
  choice: { readonly chosen: readonly string[]; readonly offered: readonly string[] },
): Promise<void> {
  stopIf(refusalOfSlots(editionOf(portfolio), [slot]));
  const here = (await evidenceOf(tx, portfolio.id)).filter(({ id }) => choice.offered.includes(id));
  const wanted = ({ id }: { id: string }) => choice.chosen.includes(id);
  await putSectionUses(tx, slot, {
    used: here.filter(wanted).map(({ id }) => id),
    unused: here.filter((one) => !wanted(one)).map(({ id }) => id),
  });
}

function refusalOfSaying(edition: Edition, { permission, usedIn }: EvidenceSaid): Refusal | undefined {
  if (!findPermission(edition, permission))
    return refuse('unknown-permission', 'Choose how permission stands from the list.', 422);
  return refusalOfSlots(edition, usedIn);
}

function refusalOfSlots(edition: Edition, slots: readonly string[]): Refusal | undefined {
  const strange = slots.find(
    (key) => !/^[a-z0-9][a-z0-9-]*(\.[1-9]\d{0,2})?$/.test(key) || !findSection(edition, sectionIdOf(key)),
  );
  return strange === undefined ? undefined : refuse('unknown-section', 'Choose sections from the list.', 422);
}

// Whoever deletes a file holds the same key while it asks whether anything refers to it.
async function holdFile(tx: Tx, file: EvidenceFile | undefined, keep?: KeepFile): Promise<void> {
  if (!file) return;
  await holdKey(tx, fileKey(file.sha256));
  await keep?.();
  if ((await (await fileStore()).size(file.sha256)) === undefined)
    stopIf(refuse('file-gone', 'The file did not stay. Add it once more.'));
}

/** The key under which whoever refers to a file, or sweeps it away, comes one after the other. */
export function fileKey(sha256: string): string {
  return `portfolio.file:${sha256}`;
}

function toRow({ file, link, ...said }: EvidenceSaid): EvidenceRow {
  const kind = file ? 'file' : link ? 'link' : 'described';
  return {
    kind,
    title: said.title,
    shows: said.shows,
    sha256: file?.sha256 ?? null,
    file_name: file?.name ?? null,
    file_type: file?.type ?? null,
    file_kind: file?.kind ?? null,
    file_bytes: file?.bytes ?? null,
    link: file ? null : (link ?? null),
    permission: said.permission,
    people_shown: said.peopleShown,
    access: kind === 'described' ? 'withheld' : said.access,
    changed_at: now(),
  };
}
