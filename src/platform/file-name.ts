const LONGEST = 300;
/** Control characters, zero-width marks and the marks that turn the direction of writing ("gpj.exe" as "exe.jpg"). */
export const DECEIVING =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/**
 * The name of an uploaded file as it may be shown and offered for download: the last part of any path,
 * without control, invisible and direction-turning characters, at most 300 characters with its ending kept.
 * It is text only: no file on disk is ever called by it. A name with nothing left becomes "file".
 */
export function nameForDisplay(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const cleaned = last
    .replace(DECEIVING, '')
    .replace(/\s+/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return shortened(cleaned) || 'file';
}

/** The ending of a file's name, in lower case and without its dot; empty when there is none. */
export function endingOf(name: string): string {
  return /\.([^.\s]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

function shortened(name: string): string {
  const letters = [...name];
  if (letters.length <= LONGEST) return name;
  const ending = endingOf(name);
  const tail = ending && `…${name.slice(-ending.length - 1)}`;
  return letters.slice(0, LONGEST - [...tail].length).join('') + tail;
}
