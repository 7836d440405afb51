const octetsOfLine = 75;
const encoder = new TextEncoder();

/** Characters that may not stand in a calendar file (RFC 5545, section 3.1): controls, save tab and line feed. */
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** A name and its value as one content line of a calendar file, folded and ended. The value is already escaped. */
export function contentLine(name: string, value: string): string {
  return `${fold(`${name}:${value}`)}\r\n`;
}

/** What people wrote as a TEXT value: any line end becomes \n, and backslash, semicolon and comma are escaped (RFC 5545, 3.3.11). */
export function textValue(text: string): string {
  return tidy(text)
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replaceAll('\n', '\\n');
}

/** What people wrote as a quoted parameter, with the marks of RFC 6868 for what quotes cannot hold. */
export function quotedParameter(text: string): string {
  const marked = tidy(text).replaceAll('^', '^^').replaceAll('\n', '^n').replaceAll('"', "^'");
  return `"${marked}"`;
}

/** An address as a mailto: value; whatever could end the line or the value is percent-encoded. */
export function mailtoValue(email: string): string {
  return `mailto:${encodeURI(tidy(email)).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
}

/**
 * Folds a line at 75 octets, never within a character, each further line begun by a space that counts (RFC 5545, section 3.1).
 * A line without its end goes in and comes out.
 */
export function fold(line: string): string {
  if (encoder.encode(line).length <= octetsOfLine) return line;
  const lines: string[] = [];
  let held = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > octetsOfLine) {
      lines.push(held);
      held = ' ';
      octets = 1;
    }
    held += character;
    octets += size;
  }
  return [...lines, held].join('\r\n');
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

function tidy(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(controls, '');
}
