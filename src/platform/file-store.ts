import { join } from 'node:path';
import { settings } from './config.ts';
import { openFileStore, type FileStore } from './files.ts';

let open: { folder: string; store: Promise<FileStore> } | undefined;

/** The house's one store of uploaded files, below the data folder; opened when first asked for. */
export function fileStore(): Promise<FileStore> {
  const folder = join(settings().dataFolder, 'files');
  if (open?.folder !== folder) open = { folder, store: openFileStore(folder) };
  return open.store;
}
