import { settings, SettingsProblem } from '#platform/config.ts';
import type { Connection } from '#platform/database.ts';
import { startOwnPostgres } from '#platform/own-postgres.ts';

export type FoundDatabase = {
  readonly connection: Connection;
  /** Settles with a sentence if the own server ends unasked. */
  readonly died?: Promise<string>;
  stop(): Promise<void>;
};

/** The database in use: the one that DATABASE_URL names, or the house's own PostgreSQL, started now. */
export async function findDatabase(
  half: 'web' | 'worker' | 'both',
  say: (line: string) => void,
): Promise<FoundDatabase> {
  const { databaseUrl, dataFolder } = settings();
  if (databaseUrl) {
    say('Using the database that DATABASE_URL names.');
    return { connection: { connectionString: databaseUrl }, stop: async () => undefined };
  }
  if (half !== 'both') {
    throw new SettingsProblem(
      `"${half}" alone needs DATABASE_URL: the own database serves one process only.`,
    );
  }
  const own = await startOwnPostgres({ dataFolder, say });
  const { host, port, user, database } = own.connection;
  return { connection: { host, port, user, database }, died: own.died, stop: () => own.stop() };
}
