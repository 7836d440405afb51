import { isIP } from 'node:net';
import { settings } from './config.ts';

/** True for the requests of our own scripts, which want facts and not pages. */
export function wantsJson(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('application/json');
}

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types waymark ProseMirrorClipboard',
].join('; ');

/** Secure headers on every answer; a route that set its own (files) keeps them. */
export function dressed(response: Response): Response {
  const { headers } = response;
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', POLICY);
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'same-origin');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', 'same-origin');
  headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
  headers.set('x-frame-options', 'DENY');
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  if (settings().url.startsWith('https:')) headers.set('strict-transport-security', 'max-age=31536000');
  return response;
}

/**
 * The address that a request came from, for counting tries. `neighbour` is whoever holds the connection: the caller, or the
 * nearest of `proxies` trusted ones. Each of those adds to X-Forwarded-For, at its right end, the address that it saw, so the
 * caller stands that many places from the right; what stands further left anyone could have written, and is not read. A
 * header that is missing, shorter, or no address there, leaves the neighbour.
 */
export function remoteOf(forwardedFor: string | null, neighbour: string, proxies: number): string {
  if (proxies === 0 || forwardedFor === null) return plainAddress(neighbour);
  const said = forwardedFor.split(',').at(-proxies) ?? '';
  return addressIn(said.trim()) ?? plainAddress(neighbour);
}

/** Some proxies write the port too: "192.0.2.7:5512", "[2001:db8::7]:5512". */
function addressIn(text: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return isIP(bare) ? plainAddress(bare) : undefined;
}

/** The same place in the same words: IPv4 inside IPv6 as IPv4, letters small. */
function plainAddress(address: string): string {
  return address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}
