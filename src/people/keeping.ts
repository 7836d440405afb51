import type { Database, Tx } from '#platform/database.ts';
import { refuse, stopIf, type Refusal } from '#platform/refusal.ts';
import type { Keeping } from '#platform/room.ts';
import type { Viewer } from '#platform/viewer.ts';
import { mayManageHats } from './hats.ts';
import { chosenDaysOf, insertChosenDays, NONE_CHOSEN, type ChosenDays } from './keeping.sql.ts';
import { organisationsOf } from './people.sql.ts';
import type { Organisation } from './person.ts';

/** An old link is kept a day longer than it works, so that whoever opens it late reads why. */
export const SIGN_IN_LINKS: Keeping = {
  name: 'people.sign-in-links',
  what: 'A link that was sent to you to sign in with',
  since: 'after it ran out',
  days: 1,
  least: 1,
  most: 30,
};

/** Sessions that are over are kept a while, for the question "was that me?". */
export const OVER_SESSIONS: Keeping = {
  name: 'people.over-sessions',
  what: 'When and where you signed in',
  since: 'after that session ended',
  days: 30,
  least: 1,
  most: 366,
};

let seated: readonly Keeping[] = [];

/** Makes known what all rooms keep for a time; called once at start. */
export function seatKeepings(all: readonly Keeping[]): void {
  seated = all;
}

/** What is kept for a time, with the days in force at an institution, and the version that they are of. */
export type Kept = Omit<ChosenDays, 'days'> & { readonly keepings: readonly Keeping[] };

/** Everything that is kept for a time and how long at this institution: its own days where it chose any. */
export async function keptAt(db: Database, organisationId: string | undefined): Promise<Kept> {
  const chosen = organisationId ? (await chosenDaysOf(db, [organisationId])).get(organisationId) : undefined;
  const { days, ...version } = chosen ?? NONE_CHOSEN;
  return { ...version, keepings: seated.map((one) => ({ ...one, days: inForce(one, days) })) };
}

/** For how many days each institution keeps this, by its id. One query for any number of them. */
export async function daysKept(
  db: Database,
  keeping: Keeping,
  organisationIds: readonly string[],
): Promise<(organisationId: string) => number> {
  const chosen = await chosenDaysOf(db, organisationIds);
  return (id) => inForce(keeping, chosen.get(id)?.days ?? {});
}

/** For how many days the house keeps what belongs to no institution alone: as long as its first institution says. */
export async function daysKeptByHouse(db: Database): Promise<(keeping: Keeping) => number> {
  const [first] = await organisationsOf(db, 'institution');
  const { days } = (first && (await chosenDaysOf(db, [first.id])).get(first.id)) ?? NONE_CHOSEN;
  return (keeping) => inForce(keeping, days);
}

/** A number kept from before its bounds were drawn closer counts as the bound. */
function inForce(keeping: Keeping, chosen: Readonly<Record<string, number>>): number {
  return Math.min(keeping.most, Math.max(keeping.least, chosen[keeping.name] ?? keeping.days));
}

/** Whether the viewer says how long things are kept here: whoever manages the hats of the institution. */
export function mayChooseDays(viewer: Viewer | undefined, organisation: Organisation): Refusal | undefined {
  if (organisation.kind !== 'institution') return refuse('not-here', 'Nothing is kept here.', 404);
  return mayManageHats(viewer, organisation);
}

/** Writes how long things are kept from the next night on. Refused (409) when somebody else wrote since `basedOn`. */
export async function chooseDays(
  tx: Tx,
  chosen: { organisation: Organisation; days: Readonly<Record<string, number>>; by: Viewer; basedOn: number },
): Promise<void> {
  const { organisation, days, by, basedOn } = chosen;
  stopIf(mayChooseDays(by, organisation));
  const written = await insertChosenDays(tx, {
    organisationId: organisation.id,
    days,
    by: by.personId,
    basedOn,
  });
  if (!written)
    stopIf(
      refuse(
        'changed-meanwhile',
        'Somebody else changed these while you were here, and yours are not saved. Save again to put yours in place of theirs.',
      ),
    );
}
