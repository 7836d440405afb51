import { settings, SettingsProblem } from '#platform/config.ts';
import type { OpenDatabase } from '#platform/database.ts';
import { clearCutShort, isCutShort, isDemoHouse, loadDemo, showDemoBanner } from '#demo';
import { hasInstitution, setUpPath } from '#programme';
import { corridor, sweeps, tasks } from './house.ts';

/**
 * Fills an empty house: with the demo, or with nothing but a one-time address to set up the institution. Answers the
 * lines to end the start with. The demo is loaded into an empty own database unless WAYMARK_DEMO=0, and with
 * DATABASE_URL only when WAYMARK_DEMO=1 asks for it.
 */
export async function furnish(opened: OpenDatabase, say: (line: string) => void): Promise<string[]> {
  const { db } = opened;
  if (await sweepCutShort(db)) say('The demo was cut short last time; it is loaded anew.');
  const empty = !(await hasInstitution(db));
  const asDemo = empty ? wantsDemo() : await staysDemo(db);
  if (asDemo) refuseOpenDemo();
  if (settings().rehearsedNow && !asDemo) {
    throw new SettingsProblem('WAYMARK_NOW is set, but is allowed in the demo only, and this is not one.');
  }
  if (!asDemo) return empty ? [`Set up your institution at ${settings().url}${setUpPath()}`] : [];
  if (empty) {
    say('Loading the demo.');
    await loadDemo({ ...opened, tasks, sweeps }, say);
  }
  showDemoBanner();
  return [`The demo's people, to sign in as with one click: ${settings().url}/demo`];
}

function wantsDemo(): boolean {
  return settings().demo ?? settings().databaseUrl === undefined;
}

/** A demo stays one until WAYMARK_DEMO=0; with DATABASE_URL it has to be asked for at every start. */
async function staysDemo(db: OpenDatabase['db']): Promise<boolean> {
  return wantsDemo() && (await isDemoHouse(db));
}

/** Empties the own database of a demo that was cut short. What DATABASE_URL names is never emptied. */
async function sweepCutShort(db: OpenDatabase['db']): Promise<boolean> {
  if (!(await isCutShort(db))) return false;
  if (settings().databaseUrl !== undefined) {
    throw new SettingsProblem(
      'DATABASE_URL names a database in which loading the demo was cut short. Empty it, or name another one.',
    );
  }
  await clearCutShort(db, ['platform', ...corridor.map(({ name }) => name.replaceAll('-', '_'))]);
  return true;
}

function refuseOpenDemo(): void {
  const { host, demo } = settings();
  const loopback = host === 'localhost' || host === '::1' || /^127\./.test(host);
  if (!loopback && demo !== true) {
    throw new SettingsProblem(
      `HOST is "${host}", but the demo lets anyone be anyone, so it listens on 127.0.0.1 only. Set WAYMARK_DEMO=1 to open it all the same, or WAYMARK_DEMO=0 to start without it.`,
    );
  }
}
