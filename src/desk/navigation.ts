import type { NavItem } from '#look/layout.tsx';
import type { Viewer } from '#platform/viewer.ts';
import { wearsAnywhere } from '#people';

/** The main navigation for whoever is looking: from hats alone, so that no page pays a query for it. */
export function navigation(viewer: Viewer | undefined): readonly NavItem[] {
  if (!viewer) {
    return [
      { id: 'programmes', label: 'Programmes', href: '/programmes' },
      { id: 'pathways', label: 'Pathways', href: '/frameworks' },
      { id: 'register', label: 'Register of holders', href: '/register' },
      { id: 'help', label: 'Ask the team', href: '/enquiries/new' },
    ];
  }
  const items: NavItem[] = [{ id: 'home', label: 'Home', href: '/' }];
  if (wearsAnywhere(viewer, 'coordinator')) items.push({ id: 'desk', label: 'Run desk', href: '/desk' });
  if (wearsAnywhere(viewer, 'selector'))
    items.push({ id: 'selecting', label: 'Selecting', href: '/selecting' });
  if (wearsAnywhere(viewer, 'mentor'))
    items.push({ id: 'mentoring', label: 'Mentoring', href: '/mentoring' });
  if (wearsAnywhere(viewer, 'assessor'))
    items.push({ id: 'assessing', label: 'Assessing', href: '/assessing' });
  if (wearsAnywhere(viewer, 'registrar')) items.push({ id: 'cases', label: 'Submissions', href: '/cases' });
  if (wearsAnywhere(viewer, 'head-of-department')) {
    items.push({ id: 'summary', label: 'Your department', href: '/summary' });
  }
  if (viewer.hats.length === 0) {
    items.push(
      { id: 'workshops', label: 'Workshops', href: '/workshops' },
      { id: 'portfolio', label: 'Portfolio', href: '/portfolio' },
      { id: 'office-hours', label: 'Office hours', href: '/office-hours' },
    );
  }
  items.push({ id: 'letters', label: 'Letters', href: '/letters' });
  return items;
}
