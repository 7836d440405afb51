import { randomInt } from 'node:crypto';
import { refuse, type Refusal } from '#platform/refusal.ts';
import { sealFor } from '#platform/secret.ts';

/** How long a link and its code can be used. */
export const LETTER_MINUTES = 15;
/** How often a wrong code may be typed before it counts no more. */
export const CODE_TRIES = 5;
/** Most letters in an hour to one mailbox: enough for a lost letter, too few to annoy anybody. */
export const LETTERS_PER_ADDRESS = 5;
/** Most letters in an hour asked for from one place: a whole lecture theatre behind one address may sign in. */
export const LETTERS_PER_REMOTE = 100;

/** Why no further letter goes out now, from how many went in the last hour; nothing when one may go. */
export function refusalToWrite(sent: { toAddress: number; fromRemote: number }): Refusal | undefined {
  if (sent.toAddress >= LETTERS_PER_ADDRESS)
    return refuse(
      'too-many-letters',
      `${LETTERS_PER_ADDRESS} e-mails went to this address within the last hour, so no more go out for now. The newest of them works for ${LETTER_MINUTES} minutes; look in the junk folder too.`,
      429,
    );
  if (sent.fromRemote >= LETTERS_PER_REMOTE)
    return refuse(
      'too-many-asked',
      'Many people asked to sign in from your network within the last hour. Try again a little later.',
      429,
    );
  return undefined;
}

/** Eight digits that nobody can foresee. */
export function mintCode(): string {
  return String(randomInt(100_000_000)).padStart(8, '0');
}

/** How a code is kept. Eight digits could be tried out against a plain hash, so the house's secret goes in. */
export function sealCode(letterId: string, code: string): string {
  return sealFor('sign-in code', `${letterId} ${code}`);
}

/** The code as people read it: two groups of four. */
export function sayCode(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

/** An address that its owner knows again and nobody else learns: "a…@ox.ac.uk". */
export function maskAddress(email: string): string {
  const at = email.lastIndexOf('@');
  return `${[...email][0] ?? ''}…${email.slice(at)}`;
}
