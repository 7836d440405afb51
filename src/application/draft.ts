import { formOfRun, joinEqualityAnswers, type Answers } from '#form';
import { findPerson } from '#people';
import type { Run } from '#programme';
import { hashToken } from '#platform/cookies.ts';
import { now } from '#platform/clock.ts';
import type { Tx } from '#platform/database.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import { sealFor } from '#platform/secret.ts';
import { findApplicationTo, findApplication } from './application.sql.ts';
import {
  addApplication,
  addBeginning,
  addJoining,
  draftOf,
  findDraftOfBrowser,
  findOwnership,
  giveToPerson,
  lockApplication,
  putSection,
  setAside,
  setAsideOf,
  type SavedSection,
  settle,
} from './draft.sql.ts';
import { refusalForTeam, refusalToBegin, refusalToEdit } from './rules.ts';
import type { Temporal } from 'temporal-polyfill';

/** Who begins: somebody signed in, or a browser that holds a token, at a network address. */
export type Beginner =
  { readonly personId: string } | { readonly token: string; readonly remote?: string | undefined };

/**
 * Begins an application to a run and answers its id; whoever has one already goes on with it. Refused while the run does
 * not take applications, and (429) when too many began signed out from one address. Two at once by one person come to one
 * application (application_once_a_run).
 */
export async function beginApplication(tx: Tx, run: Run, beginner: Beginner): Promise<string> {
  const existing = await existingOf(tx, run.id, beginner);
  if (existing) return existing;
  stopIf(refusalToBegin(run, now()));
  if ('token' in beginner && beginner.remote !== undefined) await countBeginning(tx, beginner.remote);
  return beginNew(tx, run, beginner);
}

/** Begins an application whatever the run's dates say: for the gates that have asked. Goes on with one that is there. */
export async function beginNew(tx: Tx, run: Pick<Run, 'id'>, beginner: Beginner): Promise<string> {
  const form = await formOfRun(tx, run.id);
  const isPerson = 'personId' in beginner;
  const added = await addApplication(tx, {
    runId: run.id,
    formId: form.id,
    personId: isPerson ? beginner.personId : undefined,
    tokenHash: isPerson ? undefined : hashToken(beginner.token),
  });
  const id = added ?? (await existingOf(tx, run.id, beginner));
  if (!id) throw new Error('An application met another at its key, and the other is not there.');
  return id;
}

async function existingOf(tx: Tx, runId: string, beginner: Beginner): Promise<string | undefined> {
  if ('token' in beginner) return findDraftOfBrowser(tx, runId, hashToken(beginner.token));
  return (await findApplicationTo(tx, runId, beginner.personId))?.id;
}

/**
 * Gives a draft begun signed out to the person who has signed in over it, and answers the id of the application that holds
 * its words from now on: the draft itself, or the one that the person has to this run already. There, sections that only
 * one has are kept; where both have words, the newer stand and the older are set aside for the person to choose.
 */
export async function claimDraft(tx: Tx, draftId: string, personId: string): Promise<string> {
  await lockApplication(tx, draftId);
  const draft = await findOwnership(tx, draftId);
  if (!draft || draft.joinedInto) return draft?.joinedInto ?? draftId;
  if (draft.personId) return draftId;
  const own = await findApplicationTo(tx, draft.runId, personId);
  if (!own) {
    await giveToPerson(tx, draftId, personId);
    return draftId;
  }
  await lockApplication(tx, own.id);
  await joinWords(tx, draftId, own.id, own.state === 'draft');
  await joinEqualityAnswers(tx, draft.runId, draftId, own.id);
  await addJoining(tx, draftId, own.id);
  return own.id;
}

/** An application that was sent keeps its words: what comes to it is only set aside. */
async function joinWords(tx: Tx, fromId: string, intoId: string, isDraft: boolean): Promise<void> {
  const standing = new Map((await draftOf(tx, intoId)).map((one) => [one.section, one]));
  for (const coming of await draftOf(tx, fromId)) {
    await joinSection(tx, intoId, coming, standing.get(coming.section), isDraft);
  }
  for (const aside of await setAsideOf(tx, fromId)) {
    await setAside(tx, intoId, aside.section, aside.answers, aside.writtenAt);
  }
}

async function joinSection(
  tx: Tx,
  intoId: string,
  coming: SavedSection,
  standing: SavedSection | undefined,
  isDraft: boolean,
): Promise<void> {
  const { section, answers, savedAt } = coming;
  if (!standing && isDraft) {
    await putSection(tx, intoId, section, answers, savedAt);
    return;
  }
  if (standing && JSON.stringify(standing.answers) === JSON.stringify(answers)) return;
  const isNewer = standing && savedAt.epochMilliseconds > standing.savedAt.epochMilliseconds;
  if (!isDraft || !isNewer) return setAside(tx, intoId, section, answers, savedAt);
  await setAside(tx, intoId, section, standing.answers, standing.savedAt);
  await putSection(tx, intoId, section, answers, savedAt);
}

/** What the account knows of a person, for answers that are shown and not asked for; nothing is known of nobody. */
export async function knownOf(
  tx: Parameters<typeof findPerson>[0],
  personId: string | undefined,
): Promise<{ name: string; email: string; department: string; role: string }> {
  const person = personId ? await findPerson(tx, personId) : undefined;
  return {
    name: person?.name ?? '',
    email: person?.email ?? '',
    department: person?.department.trim() ?? '',
    role: person?.roleTitle.trim() ?? '',
  };
}

export type Saved = { readonly version: number; readonly savedAt: Temporal.Instant };

export type SectionToSave = {
  readonly applicationId: string;
  readonly section: string;
  readonly answers: Answers;
  readonly version: number;
  /** Somebody of the team writes for the applicant: no deadline holds them, and in a conflict their words are not kept. */
  readonly byTeam?: boolean;
};

/**
 * Saves a section of a draft over the version that its writer saw (0: none yet). Answers 'conflict' when another version
 * stands, unless it holds the very same words: what was typed is then set aside beside it, and nothing is overwritten.
 * Refused after the deadline and its grace, and once decided.
 */
export async function saveSection(tx: Tx, run: Run, save: SectionToSave): Promise<Saved | 'conflict'> {
  const { applicationId, section, answers, version, byTeam = false } = save;
  await holdForEditing(tx, run, applicationId, byTeam);
  const standing = (await draftOf(tx, applicationId)).find((one) => one.section === section);
  if (standing && isSame(standing.answers, answers)) return standing;
  if ((standing?.version ?? 0) === version) return putSection(tx, applicationId, section, answers);
  if (!byTeam) await setAside(tx, applicationId, section, answers);
  return 'conflict';
}

/** Key order does not matter: PostgreSQL keeps its own. */
function isSame(one: Answers, other: Answers): boolean {
  const plain = (answers: Answers): string =>
    JSON.stringify(Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1)));
  return plain(one) === plain(other);
}

async function holdForEditing(tx: Tx, run: Run, applicationId: string, byTeam = false): Promise<void> {
  await lockApplication(tx, applicationId);
  const application = await findApplication(tx, applicationId);
  if (application) stopIf(byTeam ? refusalForTeam(application) : refusalToEdit(application, run, now()));
}

/**
 * Settles words that were set aside: with 'other' they become the section's answers, and those that stood are what is let
 * go. Answers the section, or nothing when it was settled before. Refused like saving.
 */
export async function chooseWords(
  tx: Tx,
  run: Run,
  choice: { applicationId: string; setAsideId: string; keep: 'standing' | 'other' },
): Promise<string | undefined> {
  const { applicationId, setAsideId, keep } = choice;
  await holdForEditing(tx, run, applicationId);
  const aside = await settle(tx, applicationId, setAsideId);
  if (aside && keep === 'other') await putSection(tx, applicationId, aside.section, aside.answers);
  return aside?.section;
}

/** Most applications begun signed out from one network address in an hour: a whole lecture theatre behind one address. */
export const MOST_AN_HOUR = 60;
/** And in a day, so that nobody makes thousands by being patient. */
export const MOST_A_DAY = 300;

/** Why one more application cannot be begun signed out from an address, from how many were, this one among them. */
export function refusalToBeginMore(begun: {
  thisHour: number;
  today: number;
}): Refusal<'too-many-begun'> | undefined {
  if (begun.thisHour <= MOST_AN_HOUR && begun.today <= MOST_A_DAY) return undefined;
  return refuse(
    'too-many-begun',
    'Many applications were begun from your network just now without signing in. Sign in first, and you can begin at once.',
    429,
  );
}

/**
 * Counts an application that is begun signed out from an address, of which only a seal is kept. Those who begin at once from
 * one address wait for each other. Throws Refused (429) when it is one too many; what was counted is then undone.
 */
export async function countBeginning(tx: Tx, remote: string): Promise<void> {
  stopIf(refusalToBeginMore(await addBeginning(tx, sealFor('begins an application', remote), now())));
}
