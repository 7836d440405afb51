import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

// This file runs in a thread of its own, in tests as TypeScript straight from src: it imports nothing of ours.

type Engine = (template: string, data: string) => Uint8Array;
type Job = { id: number; template: string; data: string };

const { templates, engine: wanted } = workerData as {
  templates: string;
  engine: 'native' | 'web' | undefined;
};
const require = createRequire(import.meta.url);

const DATA = 'data.json';
const STANDARD = 'ua-1';
const RETRIES = 8;
// Static faces; the variable ones of the pages are of no use to Typst, which reads neither woff2 nor axes.
const FONT_PACKAGES = ['@expo-google-fonts/source-serif-4', '@expo-google-fonts/atkinson-hyperlegible-next'];
const FACES = /(400Regular|600SemiBold|700Bold)(_Italic)?\.ttf$/;
const SYSTEM_FONTS = [
  '/usr/share/fonts',
  '/usr/local/share/fonts',
  '/Library/Fonts',
  '/System/Library/Fonts',
  'C:\\Windows\\Fonts',
];
const SYSTEM_FACES =
  /(Libertinus|SourceSerif|Atkinson|DejaVu|Liberation|NotoSerif|NotoSans-|Georgia|Arial|times).*\.(ttf|otf)$/i;

function filesBelow(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => name.test(file))
    .sort()
    .map((file) => path.join(folder, file));
}

function ownFonts(): string[] {
  return FONT_PACKAGES.flatMap((name) => {
    try {
      return filesBelow(path.dirname(require.resolve(`${name}/package.json`)), FACES);
    } catch {
      return [];
    }
  });
}

/** Stands in for a character that no font here can draw: nothing that a person wrote vanishes unseen, joiners excepted. */
function standIn(character: string): string {
  if (/\p{Default_Ignorable_Code_Point}/u.test(character)) return '';
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

function undrawable(message: string): string[] {
  const clusters = message.matchAll(/the text `\\*"(.*?)\\*"` could not be displayed/gs);
  return [...clusters].flatMap(([, cluster = '']) => [
    ...cluster.replace(/\\+u\{([0-9a-f]+)\}/gi, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16))),
  ]);
}

function withStandIns(value: unknown, characters: ReadonlySet<string>): unknown {
  if (typeof value === 'string') {
    return [...value]
      .map((character) => (characters.has(character) ? standIn(character) : character))
      .join('');
  }
  if (Array.isArray(value)) return value.map((one) => withStandIns(one, characters));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withStandIns(one, characters)]),
  );
}

type NativeCompiler = {
  mapShadow: (file: string, content: Buffer) => void;
  evictCache: (age: number) => void;
  compile: (what: { mainFilePath: string }) => {
    hasError: () => boolean;
    result: unknown;
    takeDiagnostics: () => { shortDiagnostics: { message: string; path: string }[] } | null;
  };
  pdf: (compiled: unknown, options: { pdfStandard: string; creationTimestamp: number }) => Uint8Array;
};

/** The engine in machine code. It refuses a document that breaks PDF/UA-1, and a file outside the templates. */
function nativeEngine(): Engine {
  const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu') as {
    NodeCompiler: { create: (options: object) => NativeCompiler };
  };
  const fontPaths = [...new Set(ownFonts().map((file) => path.dirname(file)))];
  const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontPaths }] });
  const print = (template: string, data: string): Uint8Array => {
    compiler.mapShadow(path.join(templates, DATA), Buffer.from(data));
    const compiled = compiler.compile({ mainFilePath: path.join(templates, template) });
    if (compiled.hasError()) throw new Error(JSON.stringify(compiled.takeDiagnostics()?.shortDiagnostics));
    return compiler.pdf(compiled.result, { pdfStandard: STANDARD, creationTimestamp: 0 });
  };
  return (template, data) => {
    let tried = data;
    try {
      for (let again = 0; ; again += 1) {
        try {
          return print(template, tried);
        } catch (error) {
          const characters = new Set(undrawable((error as Error).message));
          if (characters.size === 0 || again >= RETRIES) throw error;
          tried = JSON.stringify(withStandIns(JSON.parse(tried), characters));
        }
      }
    } finally {
      compiler.evictCache(0);
    }
  };
}

/** The engine in WebAssembly, for machines without the other: tagged PDF, but no promise of PDF/UA-1, and no fonts of its own. */
async function webEngine(): Promise<Engine> {
  const typst = await import('@myriaddreamin/typst-ts-web-compiler');
  const binary = require.resolve('@myriaddreamin/typst-ts-web-compiler/wasm');
  await typst.default({ module_or_path: readFileSync(binary) });
  const fonts = ownFonts();
  const faces = fonts.length > 0 ? fonts : SYSTEM_FONTS.flatMap((folder) => filesBelow(folder, SYSTEM_FACES));
  if (faces.length === 0) throw new Error(`no fonts for PDF: install ${FONT_PACKAGES.join(' and ')}`);
  const builder = new typst.TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const face of faces) await builder.add_raw_font(readFileSync(face));
  const compiler = await builder.build();
  for (const file of filesBelow(templates, /\.(typ|png|svg)$/)) {
    compiler.map_shadow(`/${path.relative(templates, file).split(path.sep).join('/')}`, readFileSync(file));
  }
  return (template, data) => {
    compiler.map_shadow(`/${DATA}`, Buffer.from(data));
    const made = compiler.compile(`/${template}`, undefined, 'pdf', 1) as {
      result?: Uint8Array;
      diagnostics?: unknown;
    };
    if (!made.result) throw new Error(JSON.stringify(made.diagnostics));
    return made.result;
  };
}

async function openEngine(): Promise<Engine> {
  if (wanted === 'web') return webEngine();
  try {
    return nativeEngine();
  } catch (error) {
    if (wanted === 'native') throw error;
    return webEngine();
  }
}

// Typst quotes what it could not draw; a log is no place for what people wrote.
function withoutWords(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/the text `.*?`/gs, 'a text');
}

const engine = openEngine();
engine.catch(() => undefined);

parentPort?.on('message', ({ id, template, data }: Job) => {
  engine
    .then((print) => parentPort?.postMessage({ id, pdf: print(template, data) }))
    .catch((error: unknown) => parentPort?.postMessage({ id, failed: withoutWords(error) }));
});
