import type { LinkTo, NavItem } from '#look/layout.tsx';
import type { Database } from '#platform/database.ts';
import type { Viewer } from '#platform/viewer.ts';
import { wearsAnywhere, type Hat } from '#people';
import { belongingsOf, type Belongings } from './belongings.ts';
import { TROUBLES_PATH } from './trouble.ts';

/** The main navigation for whoever is looking: what holds something for them, each place once. */
export async function navigation(db: Database, viewer: Viewer | undefined): Promise<readonly NavItem[]> {
  if (!viewer) return FOR_STRANGERS;
  return navigationFor(viewer, await belongingsOf(db, viewer));
}

const FOR_STRANGERS: readonly NavItem[] = [
  { id: 'programmes', label: 'Programmes', href: '/programmes' },
  { id: 'pathways', label: 'Pathways', href: '/frameworks' },
  { id: 'register', label: 'Register of holders', href: '/register' },
];

/** The desk of each hat; the start leads to the first, so that it needs no entry of its own. */
const DESKS: readonly (NavItem & { hat: Hat })[] = [
  { hat: 'coordinator', id: 'desk', label: 'Runs', href: '/desk' },
  { hat: 'registrar', id: 'cases', label: 'Submissions', href: '/cases' },
  { hat: 'assessor', id: 'assessing', label: 'Assessments', href: '/assessing' },
  { hat: 'mentor', id: 'mentoring', label: 'Mentoring', href: '/mentoring' },
  { hat: 'selector', id: 'selecting', label: 'Selecting', href: '/selecting' },
  { hat: 'head-of-department', id: 'summary', label: 'Your department', href: '/summary' },
];

/** Where somebody with a hat begins: the desk of the first they wear, or nothing. */
export function deskOf(viewer: Viewer): string | undefined {
  return DESKS.find(({ hat }) => wearsAnywhere(viewer, hat))?.href;
}

/** The same from facts alone: the desks of their hats, then what is their own. */
export function navigationFor(viewer: Viewer, has: Belongings): readonly NavItem[] {
  const desks = DESKS.filter(({ hat }) => wearsAnywhere(viewer, hat)).map(({ id, label, href }) => ({
    id,
    label,
    href,
  }));
  const [home, label] = desks.length > 0 ? ['/home', 'Your way'] : ['/', 'Home'];
  const begun = has.seat || has.portfolio;
  return [
    ...desks,
    ...(desks.length === 0 || has.ownWay ? [{ id: 'home', label, href: home }] : []),
    ...(has.seat ? [{ id: 'workshops', label: 'Workshops', href: '/workshops' }] : []),
    ...(begun ? [{ id: 'portfolio', label: 'Portfolio', href: '/portfolio' }] : []),
    ...(begun ? [{ id: 'office-hours', label: 'Office hours', href: '/office-hours' }] : []),
    ...(desks.length === 0 && !begun ? [{ id: 'programmes', label: 'Programmes', href: '/programmes' }] : []),
  ];
}

/** What stands under the viewer's name: what they need now and then. */
export function accountLinks(viewer: Viewer): readonly LinkTo[] {
  const minds = wearsAnywhere(viewer, 'coordinator') || wearsAnywhere(viewer, 'registrar');
  return [
    { label: 'Your letters', href: '/letters' },
    ...(minds ? [{ label: 'What did not go through', href: TROUBLES_PATH }] : []),
    { label: 'Your account', href: '/account' },
  ];
}
