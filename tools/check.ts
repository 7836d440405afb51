import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isHeld, stopOrphan } from '../src/platform/own-postgres-lock.ts';
import { chromiumAtAllCosts } from './chromium.ts';

type Outcome = { name: string; passed: boolean; seconds: number };

const root = resolve(import.meta.dirname, '..');
const only = process.argv.slice(2);
const began = performance.now();

process.chdir(root);
process.exitCode = (await (only.length > 0 ? checkOnly(only) : checkAll())) ? 0 : 1;

/** The tests in some folders or files, and nothing else. */
async function checkOnly(paths: string[]): Promise<boolean> {
  if (paths.some((path) => path.includes('journeys')))
    process.env.CHROMIUM_PATH = chromiumAtAllCosts(console.log);
  return (await runTests(paths)).passed;
}

/** Everything, each step to its end, so that one run tells of every fault. */
async function checkAll(): Promise<boolean> {
  const outcomes = await Promise.all([
    step('types', 'typescript-7/bin/tsc', ['-p', '.', '--noEmit']),
    lintAndForm(),
  ]).then((both) => both.flat());
  outcomes.push(await findBrowser());
  outcomes.push(await runTests([]));
  return summarise(outcomes);
}

/** Lint and formatting one after the other, so that beside the types no more than two cores are wanted. */
async function lintAndForm(): Promise<Outcome[]> {
  const lint = await step('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0']);
  const formatted = ['src', 'test', 'tools', 'bench', '*.js', '*.ts'].filter(
    (path) => path.includes('*') || existsSync(path),
  );
  return [
    lint,
    await step('form', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', ...formatted]),
  ];
}

async function findBrowser(): Promise<Outcome> {
  const start = performance.now();
  try {
    process.env.CHROMIUM_PATH = chromiumAtAllCosts(console.log);
    return told({ name: 'browser', passed: true, seconds: since(start) });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return told({ name: 'browser', passed: false, seconds: since(start) });
  }
}

/** Rules of the house, units, real PostgreSQL, then the journeys in a real browser; vitest tells of each as it goes. */
async function runTests(paths: string[]): Promise<Outcome> {
  await sweep();
  const start = performance.now();
  const code = await run('vitest/vitest.mjs', ['run', ...paths], 'inherit').then(({ code }) => code);
  return told({ name: 'tests', passed: code === 0, seconds: since(start) });
}

/** Ends the databases of test runs that were killed: nothing else would. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith('waymark-test-'))) {
    const folder = join(tmpdir(), name);
    if (!existsSync(join(folder, 'waymark.lock')) || isHeld(folder)) continue;
    await stopOrphan(join(folder, 'postgres'), () => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs one tool of node_modules; its words are shown only when it finds fault. */
async function step(name: string, program: string, args: string[]): Promise<Outcome> {
  const start = performance.now();
  const { code, output } = await run(program, args, 'pipe');
  if (code !== 0) console.log(output.trim());
  return told({ name, passed: code === 0, seconds: since(start) });
}

function run(
  program: string,
  args: string[],
  how: 'pipe' | 'inherit',
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    const words: Buffer[] = [];
    const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
      stdio: ['ignore', how, how],
    });
    const pass = (signal: NodeJS.Signals) => child.kill(signal);
    process.on('SIGTERM', pass).on('SIGINT', pass);
    child.stdout?.on('data', (chunk: Buffer) => words.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => words.push(chunk));
    child.on('close', (code) => {
      process.off('SIGTERM', pass).off('SIGINT', pass);
      done({ code: code ?? 1, output: Buffer.concat(words).toString() });
    });
  });
}

function told(outcome: Outcome): Outcome {
  console.log(line(outcome));
  return outcome;
}

function summarise(outcomes: Outcome[]): boolean {
  const failed = outcomes.filter(({ passed }) => !passed).map(({ name }) => name);
  const verdict = failed.length === 0 ? 'All checks passed' : `Not passed: ${failed.join(', ')}`;
  console.log(`${verdict} (${since(began).toFixed(0)} s).`);
  return failed.length === 0;
}

function since(start: number): number {
  return (performance.now() - start) / 1000;
}

function line({ name, passed, seconds }: Outcome): string {
  return `${name.padEnd(8)} ${passed ? 'passed' : 'FAILED'} ${seconds.toFixed(1)} s`;
}
