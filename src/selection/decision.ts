/** What the team decides about an application. */
export type Outcome = 'offered' | 'reserve' | 'not-offered';
