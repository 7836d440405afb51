// Plain JavaScript without packages: it runs before anything is installed, on Node 20.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rememberInstall, whatScriptsLeftOut } from './freshness.js';

/**
 * Installs what package-lock.json lists. A first attempt that fails (a line that dropped, a folder that something else
 * was writing to) is followed by a second from nothing. Returns npm's words if that fails too, else undefined.
 * @param {string} root
 * @param {(command: string[], begun: (pid: number) => void) => Promise<{ code: number, output: string }>} run
 */
export async function installPackages(root, run) {
  endOrphan(root);
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const command = [...npm, 'ci', '--include=dev', '--no-audit', '--no-fund'];
  const begun = (pid) => noteInstaller(root, pid);
  let { code, output } = await run(command, begun);
  if (code !== 0) {
    rmSync(join(root, 'node_modules'), { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    ({ code, output } = await run(command, begun));
  }
  rmSync(noteOf(root), { force: true });
  if (code !== 0) return `${output}\nnpm ci did not finish (code ${code}); its words are above.`;
  const leftOut = whatScriptsLeftOut(root);
  if (!leftOut) rememberInstall(root);
  return leftOut;
}

const noteOf = (root) => join(root, 'build/installing');

function noteInstaller(root, pid) {
  mkdirSync(dirname(noteOf(root)), { recursive: true });
  writeFileSync(noteOf(root), String(pid));
}

/** Ends the npm that a killed start left running: two at once take each other's files away. */
function endOrphan(root) {
  try {
    const pid = Number(readFileSync(noteOf(root), 'utf8'));
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('npm')) process.kill(-pid, 'SIGKILL');
  } catch {
    // There is none: no note, no such process, or a system that does not show its processes as files.
  }
}
