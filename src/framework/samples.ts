import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Edition } from './edition.ts';
import { loadFrameworks, readEdition } from './read.ts';
import type { Reading } from './read.ts';

/** The folder of the framework files that ship. */
export const shippedFolder = fileURLToPath(new URL('../../frameworks', import.meta.url));

const shipped = loadFrameworks(shippedFolder);

/** An edition that ships, for tests. */
export function sampleEdition(id: string): Edition {
  const edition = shipped.get(id);
  if (!edition) throw new Error(`No edition ${id} ships.`);
  return edition;
}

/** CMALT of July 2019, for tests. */
export const cmalt = sampleEdition('alt-cmalt-2019-07');

/** Fellowship of 2023, for tests. */
export const fellowship = sampleEdition('advance-he-psf-2023');

/** Reads a shipped file after planting faults: each pair is text that must be there and what to put in its place. */
export function readWith(id: string, ...faults: readonly (readonly [string, string])[]): Reading {
  let text = readFileSync(`${shippedFolder}/${id}.yaml`, 'utf8');
  for (const [sound, faulty] of faults) {
    if (!text.includes(sound)) throw new Error(`"${sound}" is not in ${id}.yaml`);
    text = text.replace(sound, faulty);
  }
  return readEdition(text, `${id}.yaml`);
}
