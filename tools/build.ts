import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { buildStyle } from './build-style.ts';
import { beginBuild } from './freshness.js';

/** Logical names ("style.css", "writing/editor.js") to the names below build/public that hold a hash. */
export type Manifest = Record<string, string>;

const root = resolve(import.meta.dirname, '..');
const publicFolder = join(root, 'build/public');

await buildAll();

/** Makes build/ anew: the server, the scripts and the style for browsers, and the files that the server reads. */
async function buildAll(): Promise<void> {
  const done = beginBuild(root);
  rmSync(publicFolder, { recursive: true, force: true });
  const [, scripts] = await Promise.all([buildServer(), buildScripts()]);
  const files = copyPublicFiles();
  const style = await buildStyle(root, keep);
  const manifest: Manifest = { ...scripts, ...files, ...style };
  mkdirSync(publicFolder, { recursive: true });
  writeFileSync(join(publicFolder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  copyForServer('templates', '*.typ');
  done();
}

/** The server as one file, and each worker thread (`*.worker.ts`) as another beside it. */
async function buildServer(): Promise<void> {
  const workers = globSync('src/**/*.worker.ts', { cwd: root });
  await build({
    absWorkingDir: root,
    entryPoints: ['src/server.ts', ...workers],
    entryNames: '[name]',
    outdir: 'build',
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
}

/** Every `*.browser.ts` for browsers, sharing what they share. */
async function buildScripts(): Promise<Manifest> {
  const entryPoints = globSync('src/**/*.browser.ts', { cwd: root }).sort();
  if (entryPoints.length === 0) return {};
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outbase: 'src',
    outdir: 'build/public',
    entryNames: '[dir]/[name]-[hash]',
    chunkNames: 'shared/[name]-[hash]',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    target: 'es2023',
    charset: 'utf8',
    metafile: true,
    logLevel: 'warning',
  });
  return namesOf(metafile);
}

function namesOf(metafile: Metafile): Manifest {
  const entries = Object.entries(metafile.outputs).flatMap(([file, { entryPoint }]) =>
    // What is imported only later is an entry too, but no page names it.
    entryPoint?.endsWith('.browser.ts') ? [[logicalName(entryPoint), relative('build/public', file)]] : [],
  );
  return Object.fromEntries(entries) as Manifest;
}

function logicalName(entry: string): string {
  return relative('src', entry).replace(/\.browser\.ts$/, '.js');
}

/** What lies in public/ (pictures, icons), under names that hold a hash. */
function copyPublicFiles(): Manifest {
  const names = globSync('**/*.*', { cwd: join(root, 'public') });
  return Object.fromEntries(
    names.map((name) => [name, keep(name, readFileSync(join(root, 'public', name)))]),
  );
}

/** Writes a file for browsers under a name that holds its hash, and returns that name. */
function keep(name: string, content: Uint8Array): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const hashed = name.replace(/(\.\w+)$/, `-${hash}$1`);
  mkdirSync(dirname(join(publicFolder, hashed)), { recursive: true });
  writeFileSync(join(publicFolder, hashed), content);
  return hashed;
}

/** Copies files that rooms read at run time to build/<folder>/<room>/. */
function copyForServer(folder: string, pattern: string): void {
  const target = join(root, 'build', folder);
  if (existsSync(target)) rmSync(target, { recursive: true });
  for (const file of globSync(`src/*/${pattern}`, { cwd: root })) {
    const room = join(target, basename(dirname(file)));
    mkdirSync(room, { recursive: true });
    copyFileSync(join(root, file), join(room, basename(file)));
  }
}
