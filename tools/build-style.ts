import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { bundleAsync, type UrlDependency } from 'lightningcss';
import type { Manifest } from './build.ts';

type Keep = (name: string, content: Uint8Array) => string;

const fontsource = 'node_modules/@fontsource-variable';

/** Fonts by the names that our style sheets call them: the Latin part, all weights. */
const fonts: Record<string, string> = {
  'atkinson.woff2': 'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  'atkinson-italic.woff2':
    'atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-italic.woff2',
  'source-serif.woff2': 'source-serif-4/files/source-serif-4-latin-wght-normal.woff2',
  'source-serif-italic.woff2': 'source-serif-4/files/source-serif-4-latin-wght-italic.woff2',
};

/**
 * Bundles the one style sheet: src/look/waymark.css, which declares the layers, then what each room adds, in the layer
 * `rooms`. Files that it names by `url(...)` are kept beside it. Returns the logical names.
 */
export async function buildStyle(root: string, keep: Keep): Promise<Manifest> {
  const entry = join(root, 'src/all.css');
  const { code, dependencies } = await bundleAsync({
    filename: entry,
    minify: true,
    analyzeDependencies: true,
    resolver: { read: (file) => (file === entry ? everything(root) : readFileSync(file, 'utf8')) },
  });
  const names: Manifest = {};
  let style = Buffer.from(code).toString('utf8');
  for (const dependency of dependencies ?? []) {
    if (dependency.type !== 'url') continue;
    const file = fileOf(root, dependency);
    const name = `fonts/${basename(dependency.url)}`;
    names[name] ??= keep(name, readFileSync(file));
    style = style.replaceAll(dependency.placeholder, names[name]);
  }
  return { ...names, 'style.css': keep('style.css', Buffer.from(style)) };
}

/** A style sheet that imports all others; a room's file that names no layer is put into the layer `rooms`. */
function everything(root: string): string {
  const rooms = globSync('src/*/*.css', { cwd: root })
    .filter((file) => !file.startsWith('src/look/'))
    .sort();
  const imports = rooms.map((file) => {
    const layered = /^\s*@layer\b/m.test(readFileSync(join(root, file), 'utf8'));
    return `@import "${file.replace('src/', './')}"${layered ? '' : ' layer(rooms)'};`;
  });
  return ['@import "./look/waymark.css";', ...imports].join('\n');
}

function fileOf(root: string, { url, loc }: UrlDependency): string {
  const font = fonts[basename(url)];
  return font ? join(root, fontsource, font) : join(dirname(loc.filePath), url);
}
