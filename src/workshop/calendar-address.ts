import { timingSafeEqual } from 'node:crypto';
import { settings } from '#platform/config.ts';
import { sealFor } from '#platform/secret.ts';

/** The address of a private calendar. The seal in it is this house's: the database alone opens no calendar. */
export function calendarAddress(calendarId: string): string {
  return `${settings().url}/workshops/calendar/${calendarId}/${sealOf(calendarId)}.ics`;
}

/** Whether the last part of an address is that of this calendar; takes as long for a wrong one. */
export function isSealed(calendarId: string, file: string): boolean {
  const [given, meant] = [Buffer.from(file), Buffer.from(`${sealOf(calendarId)}.ics`)];
  return given.length === meant.length && timingSafeEqual(given, meant);
}

function sealOf(calendarId: string): string {
  return sealFor('workshop calendar', calendarId).slice(0, 32);
}
