/** Why something may not be done: a code for tests and programs, a sentence for the person. */
export type Refusal<Code extends string = string> = {
  readonly code: Code;
  readonly says: string;
  /** How the edge answers; 409 unless it says otherwise. */
  readonly status?: 403 | 404 | 409 | 413 | 422 | 429 | 500;
};

/** Makes a refusal. */
export function refuse<Code extends string>(
  code: Code,
  says: string,
  status?: Refusal['status'],
): Refusal<Code> {
  return status === undefined ? { code, says } : { code, says, status };
}

/** What is not there, and what may not be seen, answer alike, so that nobody learns of what is hidden. */
export const NOT_THERE = refuse(
  'not-found',
  'There is nothing at this address, or nothing that you may see.',
  404,
);

/** Carries a refusal out of a transaction, so that everything in it is undone. The edge turns it into an answer. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

/** Throws the refusal, if there is one: for acts that ask their rule first. */
export function stopIf(refusal: Refusal | undefined): void {
  if (refusal) throw new Refused(refusal);
}
