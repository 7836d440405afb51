import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
const macApplications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The path of an installed Chromium or Chrome, or undefined. `CHROMIUM_PATH` goes before all others.
 * @throws when CHROMIUM_PATH names something that cannot be run
 */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named && !mayRun(named))
    throw new Error(`CHROMIUM_PATH is "${named}", which is not a program that can be run.`);
  if (named) return named;
  const places = [...new Set([...folders, ...(process.env.PATH ?? '').split(delimiter)])].filter(Boolean);
  const paths = programs.flatMap((program) => places.map((place) => join(place, program)));
  return [...paths, ...macApplications].find(mayRun);
}

/**
 * As findChromium, but on Debian as root installs the package `chromium` where there is none.
 * @throws elsewhere, with what to do
 */
export function chromiumAtAllCosts(say: (line: string) => void): string {
  const found = findChromium();
  if (found) return found;
  if (!isDebian() || process.getuid?.() !== 0)
    throw new Error(`No Chromium or Chrome was found. ${whatToDo()}`);
  say('Installing Chromium from Debian, once');
  apt(['update']);
  apt(['install', '--yes', '--no-install-recommends', 'chromium']);
  const installed = findChromium();
  if (!installed)
    throw new Error(`Debian's package chromium was installed, but brought no browser. ${whatToDo()}`);
  return installed;
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isDebian(): boolean {
  const release = '/etc/os-release';
  return existsSync(release) && /^ID="?debian"?$/m.test(readFileSync(release, 'utf8'));
}

function apt(args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const done = spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8' });
  if (done.status === 0) return;
  const words = done.error?.message ?? done.stderr.trim();
  throw new Error(`apt-get ${args.join(' ')} did not work: ${words}\n${whatToDo()}`);
}

function whatToDo(): string {
  const path = 'or set CHROMIUM_PATH to the program of one that is somewhere else.';
  if (process.platform === 'darwin') return `Install one (brew install --cask chromium), ${path}`;
  if (isDebian()) return `Install one (sudo apt-get install chromium), ${path}`;
  return `Install your system's package chromium, or Google Chrome from https://www.google.com/chrome, ${path}`;
}
