import { createHash, randomBytes } from 'node:crypto';
import { settings } from './config.ts';

/** A secret of 256 bits, safe in an address. */
export function mintToken(): string {
  return randomBytes(32).toString('base64url');
}

/** How a token is kept: the SHA-256 of it, so that a stolen table opens nothing. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * The cookie's name and attributes. On https it is `__Host-` and Secure; on plain http (loopback) it is neither,
 * because not every browser keeps a Secure cookie there.
 */
function dress(name: string): { name: string; attributes: string } {
  const secure = settings().url.startsWith('https:');
  return {
    name: secure ? `__Host-${name}` : name,
    attributes: `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
  };
}

/** A Set-Cookie value; without `maxAge` (seconds) the cookie ends with the browser. */
export function setCookie(name: string, value: string, maxAge?: number): string {
  const { name: dressed, attributes } = dress(name);
  return `${dressed}=${encodeURIComponent(value)}; ${attributes}${maxAge === undefined ? '' : `; Max-Age=${maxAge}`}`;
}

/** A Set-Cookie value that ends the cookie. */
export function endCookie(name: string): string {
  return setCookie(name, '', 0);
}

/** Reads a cookie of ours from a request. */
export function readCookie(request: Request, name: string): string | undefined {
  const { name: dressed } = dress(name);
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key !== dressed) continue;
    try {
      return decodeURIComponent(rest.join('=')) || undefined;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** The name of the cookie that carries a session's token. */
export const SESSION_COOKIE = 'waymark-session';
