import type { Viewer } from '#platform/viewer.ts';

/** The hats that a person may wear at an organisation: the first, second, third and last at an institution, the rest at an awarding body. */
export const HATS = [
  'coordinator',
  'selector',
  'mentor',
  'assessor',
  'registrar',
  'head-of-department',
] as const;
export type Hat = (typeof HATS)[number];

/** The words for a hat on pages and in letters. */
export const HAT_WORDS: Record<Hat, string> = {
  coordinator: 'Coordinator',
  selector: 'Selector',
  mentor: 'Mentor',
  assessor: 'Assessor',
  registrar: 'Registrar',
  'head-of-department': 'Head of department',
};

export type Person = {
  readonly id: string;
  readonly name: string;
  /** Lower case; unique in the house. */
  readonly email: string;
  readonly institutionId: string | undefined;
  readonly department: string;
  readonly roleTitle: string;
  /** false while the name is only made from the address. */
  readonly isNamed: boolean;
};

export type Organisation = {
  readonly id: string;
  readonly slug: string;
  readonly kind: 'institution' | 'awarding-body';
  readonly name: string;
  readonly unit: string | undefined;
  /** The function's address, for Reply-To and for questions. */
  readonly contactAddress: string;
  /** IANA zone in which its wall clocks are read. */
  readonly zone: string;
};

/** Whether the viewer wears the hat at that organisation now. */
export function wears(viewer: Viewer | undefined, hat: Hat, organisationId: string): boolean {
  return viewer?.hats.some((worn) => worn.hat === hat && worn.organisationId === organisationId) ?? false;
}

/** Whether the viewer wears the hat anywhere. */
export function wearsAnywhere(viewer: Viewer | undefined, hat: Hat): boolean {
  return viewer?.hats.some((worn) => worn.hat === hat) ?? false;
}
