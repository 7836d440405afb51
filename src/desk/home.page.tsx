import { now } from '#platform/clock.ts';
import { anyone, get, type Exchange, type Route } from '#platform/route.ts';
import type { Viewer } from '#platform/viewer.ts';
import { HomePage } from './home.view.tsx';
import { gatherWay } from './my-way.ts';
import { deskOf } from './navigation.ts';
import { nextStepOf } from './next-step.ts';
import { signsOf } from './signs.ts';

/** The start: the programmes for a stranger, the desk of their role for a colleague, their own way for everyone else. */
export const homeRoutes: readonly Route[] = [
  get('/', anyone, async (x) => {
    const { viewer } = x;
    if (!viewer) return x.redirect('/programmes');
    const desk = deskOf(viewer);
    return desk ? x.redirect(desk) : showHome({ ...x, viewer });
  }),
  get('/home', anyone, async (x) =>
    x.viewer ? showHome({ ...x, viewer: x.viewer }) : x.redirect('/sign-in?to=/home'),
  ),
];

async function showHome(x: Exchange<Viewer>): Promise<Response> {
  const way = await gatherWay(x.db, x.viewer.personId);
  const hour = now().toZonedDateTimeISO(way.zone).hour;
  return x.page(
    { title: `${greeting(hour)}, ${firstName(x.viewer.name)}`, section: 'home', width: 'wide' },
    <HomePage
      name={firstName(x.viewer.name)}
      greeting={greeting(hour)}
      way={way}
      signs={signsOf(way)}
      next={nextStepOf(way)}
    />,
  );
}

function greeting(hour: number): string {
  return hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
}

function firstName(name: string): string {
  return name.split(' ')[0] ?? name;
}
