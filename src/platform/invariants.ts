import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Sweep } from './jobs.ts';
import { noteTrouble } from './log.ts';
import type { Invariant } from './room.ts';

/** An invariant that does not hold, with the number of rows that should not be there. */
export type Broken = { readonly says: string; readonly rows: number };

/** Asks each invariant, one after the other so as to be in nobody's way; answers those that do not hold. */
export async function brokenInvariants(db: Database, invariants: readonly Invariant[]): Promise<Broken[]> {
  const broken: Broken[] = [];
  for (const { says, sql: query } of invariants) {
    const { rows } = await sql.raw(query).execute(db);
    if (rows.length > 0) broken.push({ says, rows: rows.length });
  }
  return broken;
}

/** Asks every invariant each night and notes in the log each that does not hold. It mends nothing: a person has to look. */
export function mindInvariants(invariants: readonly Invariant[]): Sweep {
  return {
    name: 'mind-invariants',
    match: '50 3 * * *',
    async run(db) {
      for (const { says, rows } of await brokenInvariants(db, invariants)) {
        noteTrouble('invariant broken', new Error(says), { says, rows });
      }
    },
  };
}
