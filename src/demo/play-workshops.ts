import { Temporal } from 'temporal-polyfill';
import { markAttendance, tickPreparation } from '#workshop';
import type { Tx } from '#platform/database.ts';
import { on, type Moment, type Stage } from './stage.ts';
import type { RegisterEntry } from './way-files.ts';

/** Preparation ticked before the workshops, and who came. */
export function workshopMoments(stage: Stage): Moment[] {
  return stage.files.attendance.flatMap((register) => [
    ...tickMoments(stage, register),
    ...markMoments(stage, register),
  ]);
}

/** How long before it is due half of the people tick an item, and the other half. */
const EARLY_HOURS = 70;
const LATE_HOURS = 3;

function tickMoments(stage: Stage, register: RegisterEntry): Moment[] {
  const workshop = workshopIn(stage, register);
  return workshop.preparation.flatMap(({ id, due }) =>
    tickersOf(stage, register, id).map((person, index) => ({
      at: later(
        due.subtract({ hours: index % 2 === 0 ? EARLY_HOURS : LATE_HOURS, minutes: index * 7 }),
        acceptedAt(stage, register.run, person).add({ minutes: 30 }),
      ),
      what: `${person} ticks ${id}`,
      act: (tx: Tx) =>
        tickPreparation(tx, {
          preparationId: on(stage.ids, `preparation ${id}`),
          personId: on(stage.persons, person).id,
        }),
    })),
  );
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) > 0 ? one : other;
}

function acceptedAt(stage: Stage, run: string, person: string): Temporal.Instant {
  const reply = stage.files.applications.find((one) => one.run === run && one.person === person)?.reply;
  if (!reply) throw new Error(`${person} is in demo/attendance.yaml without a place in ${run}.`);
  return reply.at;
}

function tickersOf(stage: Stage, register: RegisterEntry, item: string): string[] {
  const open = stage.files.openPreparation.filter(({ items }) => items.includes(item));
  return Object.keys(register.marks).filter((person) => !open.some((one) => one.person === person));
}

function workshopIn(stage: Stage, { run, workshop }: RegisterEntry) {
  const found = stage.files.programme.runs
    .find(({ id }) => id === run)
    ?.workshops.find(({ n }) => n === workshop);
  if (!found)
    throw new Error(`demo/attendance.yaml names workshop ${workshop} of ${run}, which is not there.`);
  return found;
}

/** Marks are set as the workshop ends; who caught up is marked a week later. */
function markMoments(stage: Stage, register: RegisterEntry): Moment[] {
  const { end } = workshopIn(stage, register);
  const name = `${register.run}-${register.workshop}`;
  const late = Object.entries(register.marks).filter(([, state]) => state === 'caught-up');
  const soon = Object.entries(register.marks).filter(([, state]) => state !== 'caught-up');
  const mark = async (tx: Tx, marks: typeof soon): Promise<void> => {
    const workshopId = on(stage.workshops, name).id;
    const by = on(stage.persons, stage.files.markedBy).id;
    for (const [person, state] of marks) {
      await markAttendance(tx, { workshopId, personId: on(stage.persons, person).id, state, by });
    }
  };
  return [
    { at: end.subtract({ minutes: 10 }), what: `the register of ${name}`, act: (tx) => mark(tx, soon) },
    { at: end.add({ hours: 7 * 24 }), what: `who caught up on ${name}`, act: (tx) => mark(tx, late) },
  ];
}
