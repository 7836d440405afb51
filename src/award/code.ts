import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a code can be read out and typed. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 28;

/** A new verification code: 140 random bits, which nobody can guess. */
export function newCode(): string {
  // 256 is a multiple of 32, so no letter is likelier than another.
  return [...randomBytes(LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** A code as it is shown: seven groups of four. */
export function sayCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code;
}

/**
 * What somebody typed as a code is kept: in capitals, without hyphens and spaces, with O read as 0 and I and L as 1.
 * Nothing when it cannot be one.
 */
export function readCode(typed: string): string | undefined {
  const code = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}._~]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : undefined;
}

/** The public address of an award's verification, below the house's own. */
export function verifyPath(code: string): string {
  return `/verify/${sayCode(code)}`;
}
