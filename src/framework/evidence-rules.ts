import type { Edition, PermissionState } from './edition.ts';

const BYTES_IN_A_MEBIBYTE = 1024 * 1024;

/** How the size of one file stands to the scheme's rules. */
export type SizeStanding = 'fine' | 'large' | 'too-large';

/** Judges the size of one file: above the first threshold it is worth a warning, above the second it is refused. */
export function sizeStanding(edition: Edition, bytes: number): SizeStanding {
  const { warnAboveMb, refuseAboveMb } = edition.evidence;
  if (bytes > refuseAboveMb * BYTES_IN_A_MEBIBYTE) return 'too-large';
  return bytes > warnAboveMb * BYTES_IN_A_MEBIBYTE ? 'large' : 'fine';
}

/** The largest file that is taken, in bytes. */
export function largestFileBytes(edition: Edition): number {
  return edition.evidence.refuseAboveMb * BYTES_IN_A_MEBIBYTE;
}

/** Whether one piece of evidence serves so many sections that assessors may object. */
export function isOverused(edition: Edition, usedInSections: number): boolean {
  return usedInSections > edition.evidence.warnWhenUsedInMoreThan;
}

/** Whether a file of this name is in a form that assessors may not be able to open. */
export function isHardToOpen(edition: Edition, fileName: string): boolean {
  const extension = fileName.toLowerCase().split('.').at(-1) ?? '';
  return fileName.includes('.') && edition.evidence.avoidExtensions.includes(extension);
}

/** The permission state of that id, or nothing. */
export function findPermission(edition: Edition, permissionId: string): PermissionState | undefined {
  return edition.evidence.permissions.find(({ id }) => id === permissionId);
}
