// Both commands begin here, on any Node from 20 up: install what is missing, build what is stale, then hand over to
// the Node that the project brings with it.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const major = Number(process.versions.node.split('.')[0]);

if (major < 20) {
  console.error(
    `Waymark needs Node 20 or later, and this is Node ${process.versions.node}. Get a newer one from https://nodejs.org.`,
  );
  process.exit(1);
}

const { buildIsStale, ourNode, packagesAreMissing } = await import('./tools/freshness.js');
const { installPackages } = await import('./tools/install.js');
const { memoryEnv, serverOptions } = await import('./tools/server-options.js');
const [word, ...rest] = process.argv.slice(2);
const { signals } = constants;
let child;
let ownGroup = false;
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
stopWithParent();

const forTests = word === '--test';
if (packagesAreMissing(root, forTests)) await install();
if (buildIsStale(root)) await build();

if (forTests) await handOver([`${root}/tools/check.ts`, ...rest]);
else if (word === '--run') await handOver(rest);
else if (word !== '--build') await serve(process.argv.slice(2));

async function install() {
  const began = performance.now();
  process.stdout.write('Installing packages (npm ci) ... ');
  const trouble = await installPackages(root, (command, begun) => run(command, 'pipe', begun));
  if (trouble) fail(`\n${trouble}`);
  console.log(seconds(began));
}

async function build() {
  const began = performance.now();
  process.stdout.write('Building ... ');
  const { code, output } = await run([ourNode(root), `${root}/tools/build.ts`], 'pipe');
  if (code !== 0) fail(`\n${output}\nThe build did not finish (code ${code}).`);
  console.log(seconds(began));
}

/** Runs the app in a process group of its own, so that a Ctrl-C in the terminal reaches it once, through us. */
async function serve(args) {
  const env = {
    ...process.env,
    ...memoryEnv,
    WAYMARK_ROOT: root,
    NODE_COMPILE_CACHE: `${root}/build/compiled`,
  };
  const stdio = ['inherit', 'inherit', 'inherit', 'ipc'];
  const options = { env, stdio, detached: true };
  const { code } = await run(
    [ourNode(root), ...serverOptions(root), `${root}/build/server.js`, ...args],
    options,
  );
  process.exit(code);
}

async function handOver(args) {
  const env = { ...process.env, WAYMARK_ROOT: root };
  const { code } = await run([ourNode(root), ...args], { env, stdio: 'inherit' });
  process.exit(code);
}

/** Runs a program to its end; with 'pipe' its words are kept, for the case that it fails, and a group is its own. */
function run([program, ...args], how, begun) {
  const options = how === 'pipe' ? { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true } : how;
  return new Promise((resolve) => {
    let output = '';
    child = spawn(program, args, options);
    ownGroup = options.detached === true;
    if (child.pid) begun?.(child.pid);
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code, signal) => {
      child = undefined;
      if (stopping && how === 'pipe') process.exit(1);
      resolve({ code: code ?? 128 + (signals[signal] ?? 15), output });
    });
  });
}

/** Passes a signal on and waits for the child to end in order; a second one changes nothing, half a minute does. */
function stop(signal) {
  if (!child) process.exit(1);
  signalChild(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  if (stopping) return;
  stopping = true;
  setTimeout(() => signalChild('SIGKILL'), 30_000).unref();
}

/** To the child's whole group where it has one of its own (npm has children too), else to the child. */
function signalChild(signal) {
  try {
    if (child) process.kill(ownGroup ? -child.pid : child.pid, signal);
  } catch {
    // It has ended in this moment.
  }
}

/** Under npm, ends when npm has been killed: an app that nobody can see any more would keep the port and the data. */
function stopWithParent() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !stopping) stop('SIGTERM');
  }, 500).unref();
}

function fail(words) {
  console.error(words);
  process.exit(1);
}

function seconds(began) {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
