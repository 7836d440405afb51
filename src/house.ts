import { application, seatBesideApplication } from '#application';
import { amendment } from '#amendment';
import { assessment } from '#assessment';
import { award } from '#award';
import { calendar } from '#calendar';
import { demo } from '#demo';
import { desk } from '#desk';
import { eligibility } from '#eligibility';
import { form } from '#form';
import { framework } from '#framework';
import { letter, seatLetterKinds } from '#letter';
import { material } from '#material';
import { notice } from '#notice';
import { officeHours } from '#office-hours';
import { people, seatKeepings } from '#people';
import { place } from '#place';
import { portfolio } from '#portfolio';
import { programme } from '#programme';
import { registration } from '#registration';
import { announcing } from '#announcing';
import { selection } from '#selection';
import { submission } from '#submission';
import { support } from '#support';
import { workshop } from '#workshop';
import { writing } from '#writing';
import { mindInvariants } from '#platform/invariants.ts';
import { hearNews, seatListeners } from '#platform/news.ts';
import { blankSecretLetters, sendLetter } from '#platform/letters.ts';
import type { Invariant, Room } from '#platform/room.ts';
import type { Route } from '#platform/route.ts';
import type { Sweep, Task } from '#platform/jobs.ts';

/** The corridor: every room in the order a person meets it. A room knows the doors before its own and none after. */
export const corridor: readonly Room[] = [
  calendar,
  framework,
  people,
  programme,
  letter,
  notice,
  form,
  application,
  eligibility,
  support,
  amendment,
  place,
  selection,
  announcing,
  workshop,
  material,
  registration,
  portfolio,
  writing,
  submission,
  officeHours,
  assessment,
  award,
  desk,
  demo,
];

/** Folders that may hold migrations, in the order in which these are applied. */
export const migrationOrder: readonly string[] = ['platform', ...corridor.map((room) => room.name)];

export const routes: readonly Route[] = corridor.flatMap((room) => room.routes ?? []);
export const tasks: readonly Task[] = [hearNews, sendLetter, ...corridor.flatMap((room) => room.tasks ?? [])];
export const invariants: readonly Invariant[] = corridor.flatMap((room) => room.invariants ?? []);
export const sweeps: readonly Sweep[] = [
  blankSecretLetters,
  mindInvariants(invariants),
  ...corridor.flatMap((room) => room.sweeps ?? []),
];

/** Seats every room's listeners, so that what one room tells reaches the others, and makes known what each keeps for a time and which letters it writes. */
export function openCorridor(): void {
  seatListeners(corridor.flatMap((room) => room.listeners ?? []));
  seatKeepings(corridor.flatMap((room) => room.keeps ?? []));
  seatBesideApplication(corridor.flatMap((room) => (room.besideApplication ? [room.besideApplication] : [])));
  seatLetterKinds(corridor.flatMap((room) => room.letters ?? []));
}
