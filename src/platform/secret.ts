import { createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from './config.ts';

let kept: string | undefined;

/** The house's secret: WAYMARK_SECRET, or one made at the first start and kept in the data folder (mode 600). */
function houseSecret(): string {
  return (kept ??= settings().secret ?? readOrMake(join(settings().dataFolder, 'secret')));
}

function readOrMake(file: string): string {
  mkdirSync(settings().dataFolder, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/** An unguessable text that this house alone can make for a purpose, the same in each of its processes. */
export function sealFor(purpose: string, text = ''): string {
  return createHmac('sha256', houseSecret()).update(`${purpose}\n${text}`).digest('base64url');
}
