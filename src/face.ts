import { accountLinks, navigation } from '#desk';
import { organisationsOf } from '#people';
import { nowMs } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import type { HouseFace } from '#platform/exchange.tsx';
import type { Institution } from '#look/layout.tsx';
import { demoBanner } from '#demo';

const KEEP_MS = 10_000;
let kept: { institution: Institution; until: number } | undefined;

/** What every page shows around its content: whose house it is, where one may go, how to ask. */
export const face: HouseFace = {
  institution: findInstitution,
  navigation,
  accountLinks,
  footer: [
    { label: 'Accessibility', href: '/accessibility' },
    { label: 'Privacy', href: '/privacy' },
    { label: 'Ask the team', href: '/enquiries/new' },
  ],
  banner: demoBanner,
};

/** The institution's name changes about once in ten years: it is kept for ten seconds. */
async function findInstitution(db: Database): Promise<Institution> {
  if (kept && kept.until > nowMs()) return kept.institution;
  const [first] = await organisationsOf(db, 'institution');
  const institution = { name: first?.name ?? 'Waymark', unit: first?.unit, home: '/' };
  if (first) kept = { institution, until: nowMs() + KEEP_MS };
  return institution;
}

/** Forgets the kept name: after setting up, and between tests. */
export function forgetFace(): void {
  kept = undefined;
}
