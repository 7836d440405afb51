import type { Hat } from '#people';
import type { StateKind } from '#look/state.tsx';
import type { Company } from './figure.sql.ts';

/** The parts that a first visitor should try, in the order of the way: what each is called and where it begins. */
export const LEADS: Readonly<Record<string, string>> = {
  applicant: 'Applicant',
  candidate: 'Candidate',
  coordinator: 'Coordinator',
  mentor: 'Mentor',
  registrar: 'Registrar',
  assessor: 'First assessor',
  'second-assessor': 'Second assessor',
  holder: 'Holder of an award',
  'head-of-department': 'Head of department',
};

/** What the companies of people are called. */
export const COMPANY_WORDS: Record<Company, { readonly title: string; readonly hint: string }> = {
  team: { title: 'The programme team', hint: 'They run the programme at the university.' },
  body: { title: 'The awarding body', hint: 'They register, assess and award.' },
  candidates: { title: 'The 2024 run', hint: 'Applied in 2023, and went all sorts of ways since.' },
  applicants: { title: 'Applicants', hint: 'For the run that was open when this demo began.' },
  visitors: { title: 'Visitors', hint: 'They have asked a question, or only looked.' },
};

/** The words for where somebody stands; people of the team and the body have none. */
export const STAGE_WORDS: Readonly<Record<string, { readonly kind: StateKind; readonly words: string }>> = {
  draft: { kind: 'now', words: 'Writing an application' },
  applied: { kind: 'waiting', words: 'Applied' },
  participant: { kind: 'now', words: 'Has a pathway' },
  writing: { kind: 'now', words: 'Writing a portfolio' },
  submitted: { kind: 'waiting', words: 'Submitted' },
  'in-assessment': { kind: 'waiting', words: 'Being assessed' },
  referred: { kind: 'attention', words: 'Referred' },
  awarded: { kind: 'done', words: 'Holds an award' },
  'near-renewal': { kind: 'attention', words: 'Review due' },
  expired: { kind: 'closed', words: 'Registration ended' },
  declined: { kind: 'closed', words: 'Declined a place' },
  withdrawn: { kind: 'closed', words: 'Withdrew' },
  'not-offered': { kind: 'closed', words: 'Not offered a place' },
};

const DESKS: readonly (readonly [Hat, string])[] = [
  ['coordinator', '/desk'],
  ['selector', '/selecting'],
  ['mentor', '/mentoring'],
  ['registrar', '/cases'],
  ['assessor', '/assessing'],
];

/** Where somebody's day begins: at the desk of the first hat that they wear, or at home. */
export function beginsAt(hats: readonly string[]): string {
  return DESKS.find(([hat]) => hats.includes(hat))?.[1] ?? '/';
}
