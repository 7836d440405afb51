import { join } from 'node:path';
import { settings } from '#platform/config.ts';
import type { Frameworks } from './edition.ts';
import { loadFrameworks } from './read.ts';

/**
 * The editions of this installation. They are read once and never change while it runs, so every room may ask for them
 * without being handed them.
 */
let onFile: Frameworks | undefined;

/** Reads the folder's editions and keeps them. Throws FrameworkProblems; so the house does this as it starts. */
export function openFrameworks(folder: string): Frameworks {
  onFile = loadFrameworks(folder);
  return onFile;
}

/** The editions on file: those that were opened, else those in the folder `frameworks` below the project's root. */
export function frameworksOnFile(): Frameworks {
  return onFile ?? openFrameworks(join(settings().root, 'frameworks'));
}
