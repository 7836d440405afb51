import { today } from '#platform/clock.ts';
import type { FieldError } from '#platform/forms.ts';
import { Refused } from '#platform/refusal.ts';
import { get, post, wearing, type Exchange } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { mentorPlace } from './mentoring.page.tsx';
import { publishWindow } from './publish-window.ts';
import { emptyWindow, readWindow, type WindowTyped } from './window.form.ts';
import { findWindow, slotCounts, windowsOf } from './window.sql.ts';
import { WindowsView } from './windows.view.tsx';
import { withdrawWindow } from './withdraw-window.ts';

const mentor = wearing('mentor');

/** A mentor publishes when they have time, and takes it back. */
export const windowsRoutes = [
  get('/mentoring/windows', mentor, showWindows),
  post('/mentoring/windows', mentor, publish),
  post('/mentoring/windows/:windowId/withdraw', mentor, withdraw),
];

async function showWindows(x: Exchange<Viewer>): Promise<Response> {
  return windowsPage(x, undefined, []);
}

async function windowsPage(
  x: Exchange<Viewer>,
  typed: WindowTyped | undefined,
  errors: readonly FieldError[],
): Promise<Response> {
  const { zone } = await mentorPlace(x);
  const day = today(zone).toString();
  const windows = await windowsOf(x.db, x.viewer.personId, day);
  const counts = await slotCounts(
    x.db,
    windows.map(({ id }) => id),
  );
  return x.page(
    { title: 'Your office hours', section: 'mentoring', hasErrors: errors.length > 0 },
    <WindowsView {...{ windows, counts, zone, errors }} typed={typed ?? emptyWindow(day)} />,
  );
}

async function publish(x: Exchange<Viewer>): Promise<Response> {
  const fields = await x.form();
  const form = readWindow(fields);
  if (!form.ok) return windowsPage(x, fields.typed, form.errors);
  const place = await mentorPlace(x);
  try {
    const window = { ...form.value, ...place, mentorId: x.viewer.personId };
    const { slots } = await x.transaction((tx) => publishWindow(tx, window));
    return x.redirect(
      '/mentoring/windows',
      slots === 1 ? '1 slot is published.' : `${slots} slots are published.`,
    );
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return windowsPage(x, fields.typed, [{ field: 'firstDay', message: error.refusal.says }]);
  }
}

async function withdraw(x: Exchange<Viewer>): Promise<Response> {
  const window = await findWindow(x.db, x.param('windowId'));
  if (window?.mentorId !== x.viewer.personId) return x.missing();
  const count = await x.transaction((tx) => withdrawWindow(tx, window.id));
  return x.redirect(
    '/mentoring/windows',
    count === 1 ? '1 free time is withdrawn.' : `${count} free times are withdrawn.`,
  );
}
