import { loadFrameworks } from './read.ts';
import type { Frameworks } from './edition.ts';

/**
 * The editions of this installation. They are read once at start and never change while it runs, so every room may ask for
 * them without being handed them.
 */
let onFile: Frameworks | undefined;

/** Reads the folder's editions and keeps them; the house does this before anything else. Throws FrameworkProblems. */
export function openFrameworks(folder: string): Frameworks {
  onFile = loadFrameworks(folder);
  return onFile;
}

/** The editions on file. Throws where the house was not opened: a fault of ours. */
export function frameworksOnFile(): Frameworks {
  if (!onFile) throw new Error('No frameworks are on file: openFrameworks was not called.');
  return onFile;
}
