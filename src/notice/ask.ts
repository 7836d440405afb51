import { daysKept } from '#people';
import { writeLetterOf } from '#letter';
import { runName, runPath, type Programme, type Run } from '#programme';
import { sayInstant } from '#calendar';
import { now } from '#platform/clock.ts';
import { holdKey, type Tx } from '#platform/database.ts';
import { stopIf } from '#platform/refusal.ts';
import { UNCONFIRMED_NOTICES } from './forget.ts';
import { confirmLetter, openedLetter } from './notice.letter.ts';
import {
  countFrom,
  holdNotice,
  noteWritten,
  removeNotice,
  setConfirmed,
  takeConfirmed,
} from './notice.sql.ts';
import { linkPath, MINUTES_BETWEEN, refusalToAsk, type Notice } from './notice.ts';

export type Asking = {
  readonly address: string;
  /** The address is known to be the asker's: they are signed in by it. */
  readonly isOwn: boolean;
  readonly senderMark?: string | undefined;
};

/**
 * Keeps somebody's wish to be told of the next run. Whose address is not known to be theirs gets a letter that asks them
 * to confirm it, at most one an hour. Nothing that is answered says whether the address was known. Throws Refused (429)
 * when too many came from there.
 */
export async function askForNotice(tx: Tx, programme: Programme, asking: Asking): Promise<void> {
  const { address, isOwn, senderMark } = asking;
  if (senderMark !== undefined) {
    await holdKey(tx, `notice:${senderMark}`);
    stopIf(refusalToAsk(await countFrom(tx, senderMark, now().subtract({ hours: 1 }))));
  }
  const notice = await holdNotice(tx, { programmeId: programme.id, address, senderMark });
  if (isOwn) await setConfirmed(tx, notice.id);
  else if (!notice.confirmedAt && isTimeToWrite(notice)) await askToConfirm(tx, programme, notice);
}

function isTimeToWrite({ writtenAt }: Notice): boolean {
  if (!writtenAt) return true;
  return writtenAt.add({ minutes: MINUTES_BETWEEN }).epochMilliseconds <= now().epochMilliseconds;
}

async function askToConfirm(tx: Tx, programme: Programme, notice: Notice): Promise<void> {
  const days = (await daysKept(tx, UNCONFIRMED_NOTICES, [programme.institutionId]))(programme.institutionId);
  await noteWritten(tx, notice.id);
  await writeLetterOf(tx, confirmLetter, {
    programme,
    to: { name: notice.address, address: notice.address },
    values: { 'kept-days': String(days) },
    link: linkPath('confirm', notice.id),
    unsubscribe: linkPath('end', notice.id),
    about: `notice:${notice.id}`,
    asDraft: false,
  });
}

/** Confirms an address; once more changes nothing. */
export async function confirmNotice(tx: Tx, id: string): Promise<void> {
  await setConfirmed(tx, id);
}

/** Ends a notice and forgets its address; one that is gone stays gone. */
export async function endNotice(tx: Tx, id: string): Promise<void> {
  await removeNotice(tx, id);
}

/** Writes the one letter to everyone who waited for this run, and forgets their addresses with it. */
export async function tellOpened(tx: Tx, run: Run): Promise<void> {
  const { programme, deadline, zone } = run;
  for (const notice of await takeConfirmed(tx, programme.id)) {
    await writeLetterOf(tx, openedLetter, {
      run,
      to: { name: notice.address, address: notice.address },
      values: { run: runName(run), deadline: sayInstant(deadline.at, zone) },
      link: runPath(run),
      unsubscribe: linkPath('end', notice.id),
      about: `notice:${notice.id}`,
    });
  }
}
