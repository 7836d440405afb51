import { sql } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import { now } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/database.ts';

/** What lets people apply to one run after its deadline. */
export type AccessCode = {
  readonly id: string;
  readonly code: string;
  readonly purpose: string;
  readonly expiresAt: Temporal.Instant;
  readonly mostUses: number;
  readonly uses: number;
  /** Of these applications. */
  readonly applicationIds: readonly string[];
  readonly madeAt: Temporal.Instant;
  readonly madeBy: string;
  readonly revokedAt: Temporal.Instant | undefined;
};

type CodeRow = Omit<AccessCode, 'revokedAt'> & { readonly revokedAt: Temporal.Instant | null };

const CODE = sql`access_code.id, access_code.code, access_code.purpose, access_code.expires_at as "expiresAt",
  access_code.most_uses as "mostUses", access_code.made_at as "madeAt", access_code.made_by as "madeBy",
  access_code.revoked_at as "revokedAt", array(select code_use.application_id::text from application.code_use
    where code_use.code_id = access_code.id order by code_use.number) as "applicationIds",
  (select count(*)::int from application.code_use where code_use.code_id = access_code.id) as uses`;

function toCode(row: CodeRow): AccessCode {
  return { ...row, revokedAt: row.revokedAt ?? undefined };
}

/** Every code of a run with its uses, the newest first. */
export async function accessCodesOf(db: Database, runId: string): Promise<AccessCode[]> {
  const { rows } = await sql<CodeRow>`select ${CODE} from application.access_code
    where run_id = ${runId} order by made_at desc, id`.execute(db);
  return rows.map(toCode);
}

/** The code of this id in a run; nothing when it is another run's. */
export async function findAccessCode(
  db: Database,
  runId: string,
  id: string,
): Promise<AccessCode | undefined> {
  const { rows } = await sql<CodeRow>`select ${CODE} from application.access_code
    where run_id = ${runId} and id = ${id}`.execute(db);
  return rows[0] && toCode(rows[0]);
}

/** The code that reads so, in a run. */
export async function readAccessCode(
  db: Database,
  runId: string,
  code: string,
): Promise<AccessCode | undefined> {
  const { rows } = await sql<CodeRow>`select ${CODE} from application.access_code
    where run_id = ${runId} and code = ${code}`.execute(db);
  return rows[0] && toCode(rows[0]);
}

/** As `readAccessCode`, and holds it: of two who use it at once, one waits, and then sees the other's use. */
export async function lockAccessCode(tx: Tx, runId: string, code: string): Promise<AccessCode | undefined> {
  await tx
    .selectFrom('application.access_code')
    .select('id')
    .where('run_id', '=', runId)
    .where('code', '=', code)
    .forNoKeyUpdate()
    .execute();
  return readAccessCode(tx, runId, code);
}

/** Adds a code and answers it. */
export async function addAccessCode(
  tx: Tx,
  code: {
    readonly runId: string;
    readonly code: string;
    readonly purpose: string;
    readonly expiresAt: Temporal.Instant;
    readonly mostUses: number;
    readonly by: string;
  },
): Promise<AccessCode> {
  const { id } = await tx
    .insertInto('application.access_code')
    .values({
      run_id: code.runId,
      code: code.code,
      purpose: code.purpose,
      expires_at: code.expiresAt,
      most_uses: code.mostUses,
      made_at: now(),
      made_by: code.by,
      revoked_at: null,
      revoked_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const added = await findAccessCode(tx, code.runId, id);
  if (!added) throw new Error('An access code that was just made is not there.');
  return added;
}

/** Writes that a code was taken back; answers false when it was already, or is not there. */
export async function endAccessCode(
  tx: Tx,
  { runId, codeId, by }: { readonly runId: string; readonly codeId: string; readonly by: string },
): Promise<boolean> {
  const ended = await tx
    .updateTable('application.access_code')
    .set({ revoked_at: now(), revoked_by: by })
    .where('id', '=', codeId)
    .where('run_id', '=', runId)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return ended !== undefined;
}

/** Writes down the next use of a code; the caller holds it, and the key stops whoever does not. */
export async function addCodeUse(
  tx: Tx,
  use: {
    readonly applicationId: string;
    readonly codeId: string;
    readonly runId: string;
    readonly number: number;
  },
): Promise<void> {
  await tx
    .insertInto('application.code_use')
    .values({
      application_id: use.applicationId,
      code_id: use.codeId,
      run_id: use.runId,
      number: use.number,
      used_at: now(),
    })
    .execute();
}
