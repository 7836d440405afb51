/** Facts about an assessor that may stand between them and a candidate. */
export type AssessorTies = {
  readonly personId: string;
  readonly institutionId: string | undefined;
  /** The institution in their own words. */
  readonly institution: string;
};

/** Facts about a candidate, gathered from the records of the house. */
export type CandidateTies = {
  readonly personId: string;
  readonly institutionId: string;
  readonly institutionName: string;
  /** Everyone who has mentored the candidate: shared portfolios and office hours. */
  readonly mentorIds: ReadonlySet<string>;
  /** Everyone who held a place on a run together with the candidate. */
  readonly runMateIds: ReadonlySet<string>;
  /** Everyone who wears a hat at the candidate's institution. */
  readonly teamIds: ReadonlySet<string>;
  /** The registrars of the awarding body, who see more of a case than an assessor may. */
  readonly registrarIds: ReadonlySet<string>;
  /** Declared by the assessor or a registrar, with the reason in words. */
  readonly declared: ReadonlyMap<string, string>;
};

export type ConflictKind =
  'same-person' | 'same-institution' | 'mentor' | 'run-mate' | 'registrar' | 'declared';

export type Conflict = { readonly kind: ConflictKind; readonly says: string };

/**
 * Every reason why this person must not judge this candidate, each in words; none where nothing stands between them.
 * Conflicts are facts and are never weighed: one is enough.
 */
export function conflictsBetween(assessor: AssessorTies, candidate: CandidateTies): readonly Conflict[] {
  const { personId } = assessor;
  const found: (Conflict | false)[] = [
    personId === candidate.personId && { kind: 'same-person', says: 'Is the candidate.' },
    isSameInstitution(assessor, candidate) && {
      kind: 'same-institution',
      says: `Belongs to the candidate’s institution, ${candidate.institutionName}.`,
    },
    candidate.mentorIds.has(personId) && { kind: 'mentor', says: 'Has mentored the candidate.' },
    candidate.runMateIds.has(personId) && {
      kind: 'run-mate',
      says: 'Has been on the same programme run as the candidate.',
    },
    candidate.registrarIds.has(personId) && {
      kind: 'registrar',
      says: 'Is a registrar of the awarding body.',
    },
    candidate.declared.has(personId) && {
      kind: 'declared',
      says: `Declared: ${candidate.declared.get(personId) ?? ''}`,
    },
  ];
  return found.filter((one) => one !== false);
}

function isSameInstitution(assessor: AssessorTies, candidate: CandidateTies): boolean {
  return (
    assessor.institutionId === candidate.institutionId ||
    candidate.teamIds.has(assessor.personId) ||
    isSameName(assessor.institution, candidate.institutionName)
  );
}

function isSameName(one: string, other: string): boolean {
  return folded(one) !== '' && folded(one) === folded(other);
}

/** Names of institutions are compared without case, marks, punctuation and the article. */
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/\bthe\b/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
