import { Temporal } from 'temporal-polyfill';
import { mayCoordinate } from '#programme';
import { choice, optionalText, parseForm, optionalLine } from '#platform/forms.ts';
import { wantsJson } from '#platform/headers.ts';
import { refuse, Refused } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { markableWorkshop } from './access.ts';
import { ATTENDANCE_STATES } from './attendance.ts';
import { attendancePath, attendanceTitle, AttendanceView } from './attendance.view.tsx';
import { markAttendance, markRestPresent } from './mark.ts';
import { narrow, queryOf } from './narrowing.ts';
import { registerOf } from './register.ts';

const marker = wearing('coordinator', 'mentor');
const path = '/desk/:runId/workshops/:workshopId/attendance';

/** Attendance at one workshop, for coordinators and mentors of the institution. */
export const attendanceRoutes = [
  get(path, marker, showRegister),
  post(path, marker, markOne),
  post(`${path}/rest`, marker, markRest),
];

async function place(x: Exchange<Viewer>) {
  return markableWorkshop(x.db, x.viewer, { runId: x.param('runId'), workshopId: x.param('workshopId') });
}

async function showRegister(x: Exchange<Viewer>): Promise<Response> {
  const found = await place(x);
  if (!found) return x.missing();
  const { run, workshop } = found;
  const narrowing = {
    letter: (x.query.get('letter') ?? '').slice(0, 8),
    name: (x.query.get('name') ?? '').slice(0, 100),
  };
  const lines = await registerOf(x.db, workshop);
  const coordinates = !mayCoordinate(x.viewer, run);
  return x.page(
    {
      title: attendanceTitle(workshop),
      section: coordinates ? 'desk' : 'mentoring',
      width: 'wide',
      scripts: ['workshop/attendance.js'],
    },
    <AttendanceView
      {...{ run, workshop, lines, narrowing, coordinates }}
      by={x.viewer.personId}
      shown={narrow(lines, narrowing)}
    />,
  );
}

const MARK = {
  personId: optionalText('The person', { max: 36 }).refine(
    (id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id),
    'Choose a person from the register',
  ),
  state: choice('what to mark', ATTENDANCE_STATES),
  letter: optionalText('The letter', { max: 8 }),
  name: optionalLine('The name', { max: 100 }),
  /** Who pressed it, and when, for a mark that a device kept until it could be sent. */
  by: optionalText('Who marks', { max: 36 }),
  pressedAt: optionalText('The time', { max: 40 }).refine(
    (text) => text === '' || momentIn(text) !== undefined,
    'The time of a mark must be a moment in UTC',
  ),
};

function momentIn(text: string): Temporal.Instant | undefined {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return undefined;
  }
}

const ANOTHER_MARKER = refuse('somebody-else', 'Somebody else pressed this mark on this device.');

async function markOne(x: Exchange<Viewer>): Promise<Response> {
  const found = await place(x);
  if (!found) return x.missing();
  const form = parseForm(await x.form(), MARK);
  if (!form.ok) throw new Refused(refuse('not-a-mark', form.errors[0]?.message ?? '', 422));
  const { personId, state, letter, name, by } = form.value;
  if (by !== '' && by !== x.viewer.personId) throw new Refused(ANOTHER_MARKER);
  const { run, workshop } = found;
  const pressedAt = momentIn(form.value.pressedAt);
  const mark = { workshopId: workshop.id, personId, state, by: x.viewer.personId, pressedAt };
  await x.transaction((tx) => markAttendance(tx, mark));
  if (wantsJson(x.request)) return x.json({ marked: state });
  return x.redirect(`${attendancePath(run, workshop)}${queryOf({ letter, name })}#person-${personId}`);
}

async function markRest(x: Exchange<Viewer>): Promise<Response> {
  const found = await place(x);
  if (!found) return x.missing();
  const { run, workshop } = found;
  const by = x.viewer.personId;
  const count = await x.transaction((tx) => markRestPresent(tx, { workshopId: workshop.id, by }));
  const said = count === 1 ? '1 person is marked as present.' : `${count} people are marked as present.`;
  return x.redirect(attendancePath(run, workshop), said);
}
