import { findPerson, type Person } from '#people';
import { findProgrammeById, type Programme } from '#programme';
import { noteSubmitted } from '#registration';
import { now } from '#platform/clock.ts';
import { holdKey, type Tx } from '#platform/database.ts';
import { fileStore } from '#platform/file-store.ts';
import { writeLetter } from '#platform/letters.ts';
import { announce } from '#platform/news.ts';
import { NOT_THERE, refuse, Refused, stopIf, type Refusal } from '#platform/refusal.ts';
import { fileKey, lockPortfolio, type Portfolio } from '#portfolio';
import { preflight, refusalToSubmit, type Preflight } from './preflight.ts';
import { copyOf } from './snapshot-copy.ts';
import { receiptWords, takenBackWords } from './submission.letter.ts';
import {
  insertEnd,
  insertOpening,
  insertSubmission,
  lockSubmission,
  numberOf,
  takeNumber,
  type Submission,
} from './submission.sql.ts';

function missing(): Refused {
  return new Refused(NOT_THERE);
}

export type Handing = {
  readonly portfolioId: string;
  readonly personId: string;
  /** The declaration's answers by the id of their field, as they shall stand in the copy. */
  readonly answers: Readonly<Record<string, string>>;
  /** For submissions of the past that have a number already. */
  readonly numbered?: { readonly year: number; readonly serial: number };
};

export type Handed = { readonly submissionId: string; readonly number: string; readonly sha256: string };

/**
 * Hands a portfolio in: freezes a copy with its number, time and hash, notes it with the registration, tells
 * `submission.submitted` and writes a receipt. The portfolio itself stays open for writing. The portfolio is held, so of
 * two at once one is refused. Throws Refused: not-found (not theirs), already-submitted, incomplete, declaration-unsigned,
 * file-gone.
 */
export async function submitPortfolio(tx: Tx, handing: Handing): Promise<Handed> {
  const portfolio = await lockPortfolio(tx, handing.portfolioId);
  if (!portfolio || portfolio.personId !== handing.personId) throw missing();
  const ready = await preflight(tx, portfolio);
  stopIf(
    refusalToSubmit(ready) ?? refusalOfSignature(ready, handing.answers) ?? (await refusalOfFiles(tx, ready)),
  );
  const { person, programme } = await partiesOf(tx, portfolio);
  const at = now().round({ smallestUnit: 'second', roundingMode: 'floor' });
  const year = handing.numbered?.year ?? at.toZonedDateTimeISO(ready.edition.timeZone).year;
  const { serial, number } = handing.numbered
    ? { serial: handing.numbered.serial, number: numberOf(handing.numbered) }
    : await takeNumber(tx, year);
  const { kind } = ready;
  if (!kind) throw missing();
  const copy = copyOf(ready, { number, kind, at, person, programme, answers: handing.answers });
  const { personId, programmeId } = portfolio;
  const made = await insertSubmission(tx, {
    portfolioId: portfolio.id,
    personId,
    programmeId,
    year,
    serial,
    submittedAt: at,
    copy,
  });
  if (kind.role !== 'review') await noteSubmitted(tx, { personId, programmeId });
  await announce(tx, 'submission.submitted', {
    submissionId: made.id,
    portfolioId: portfolio.id,
    personId,
    programmeId,
    kind: kind.id,
  });
  const handed = { submissionId: made.id, number, sha256: made.sha256 };
  await writeReceipt(tx, { programme, person, copy, at, portfolioId: portfolio.id, ...handed });
  return handed;
}

async function writeReceipt(tx: Tx, facts: Parameters<typeof receiptWords>[0]): Promise<void> {
  const { person, programme, submissionId } = facts;
  await writeLetter(tx, {
    kind: 'submission.submitted',
    to: { personId: person.id, name: person.name, address: person.email },
    replyTo: programme.contactAddress,
    about: `submission:${submissionId}`,
    words: receiptWords(facts),
  });
}

/** Why the declaration is not signed: a field that has to be answered is not. */
export function refusalOfSignature(
  { declaration }: Pick<Preflight, 'declaration'>,
  answers: Readonly<Record<string, string>>,
): Refusal | undefined {
  const unanswered = declaration?.declaration?.fields.find(
    ({ id, required }) => required && !answers[id]?.trim(),
  );
  return (
    unanswered && refuse('declaration-unsigned', `The declaration is not signed: ${unanswered.label}.`, 422)
  );
}

// Each file is held, always in the same order, so that one let go at this moment is not deleted before the copy refers to it.
async function refusalOfFiles(tx: Tx, { evidence }: Preflight): Promise<Refusal | undefined> {
  const hashes = [...new Set(evidence.flatMap(({ file }) => file?.sha256 ?? []))].sort();
  for (const sha256 of hashes) await holdKey(tx, fileKey(sha256));
  const store = await fileStore();
  for (const { file, title } of evidence) {
    if (file && (await store.size(file.sha256)) === undefined)
      return refuse('file-gone', `The file of "${title}" cannot be found. Add it again.`);
  }
  return undefined;
}

/**
 * Takes a submission back before anybody began to read it. Tells `submission.withdrawn` and writes a letter.
 * Throws Refused: not-found (not theirs), already-opened, already-ended.
 */
export async function withdrawSubmission(
  tx: Tx,
  { submissionId, personId }: { submissionId: string; personId: string },
): Promise<void> {
  const submission = await lockSubmission(tx, submissionId);
  if (!submission || submission.personId !== personId) throw missing();
  stopIf(refusalToWithdraw(submission));
  await insertEnd(tx, submissionId, { how: 'withdrawn', outcomeId: undefined, because: '' });
  const { portfolioId, programmeId } = submission;
  await announce(tx, 'submission.withdrawn', { submissionId, portfolioId, personId });
  const { person, programme } = await partiesOf(tx, { personId, programmeId });
  await writeLetter(tx, {
    kind: 'submission.withdrawn',
    to: { personId, name: person.name, address: person.email },
    replyTo: programme.contactAddress,
    about: `submission:${submissionId}`,
    words: takenBackWords({ programme, person, submission }),
  });
}

/** Why a submission cannot be taken back. */
export function refusalToWithdraw({ number, openedAt, end }: Submission): Refusal | undefined {
  if (end) return refuse('already-ended', `${number} does not wait for an outcome any more.`);
  if (openedAt)
    return refuse('already-opened', `An assessor has begun to read ${number}, so it cannot be taken back.`);
  return undefined;
}

/**
 * Writes that an assessor began to read a copy, from which moment it cannot be taken back; again changes nothing. For the
 * room that assesses. Throws Refused: not-found, withdrawn.
 */
export async function noteOpened(tx: Tx, submissionId: string): Promise<void> {
  const submission = await lockSubmission(tx, submissionId);
  if (!submission) throw missing();
  if (submission.end?.how === 'withdrawn')
    stopIf(refuse('withdrawn', 'The candidate has taken this submission back.'));
  await insertOpening(tx, submissionId);
}

/**
 * Writes that a submission was decided, in the edition's words for the outcome: from now on the candidate may make what
 * follows from it. For the room that releases outcomes; again changes nothing. Throws Refused not-found.
 */
export async function noteOutcome(
  tx: Tx,
  { submissionId, outcomeId, at }: { submissionId: string; outcomeId: string; at?: ReturnType<typeof now> },
): Promise<void> {
  if (!(await lockSubmission(tx, submissionId))) throw missing();
  await insertEnd(tx, submissionId, { how: 'decided', outcomeId, because: '', ...(at ? { at } : {}) });
}

/**
 * Writes that a submission was sent back at the first check, with the reason in words: the candidate may submit again.
 * For the room that checks; again changes nothing. Throws Refused not-found.
 */
export async function noteReturned(
  tx: Tx,
  { submissionId, because }: { submissionId: string; because: string },
): Promise<void> {
  if (!(await lockSubmission(tx, submissionId))) throw missing();
  await insertEnd(tx, submissionId, { how: 'returned', outcomeId: undefined, because });
}

async function partiesOf(
  tx: Tx,
  { personId, programmeId }: Pick<Portfolio, 'personId' | 'programmeId'>,
): Promise<{ person: Person; programme: Programme }> {
  const person = await findPerson(tx, personId);
  const programme = await findProgrammeById(tx, programmeId);
  if (!person || !programme) throw new Error('A portfolio without its person or programme.');
  return { person, programme };
}
