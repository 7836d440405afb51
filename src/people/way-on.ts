import { settings } from '#platform/config.ts';
import { ownPath } from '#platform/exchange.tsx';

/** Longer than any address of ours. */
const LONGEST = 1500;

/**
 * Where somebody goes once signed in: the page they were on the way to, or the start when the text could lead elsewhere, is
 * no address at all, or leads back into signing in or out. Read as a browser reads it, so that what is checked is what is used.
 */
export function wayOn(text: string): string {
  if (text.length > LONGEST) return '/';
  const { origin } = new URL(settings().url);
  const path = ownPath(text);
  if (!URL.canParse(path, origin)) return '/';
  const address = new URL(path, origin);
  if (address.origin !== origin || /^\/sign-(?:in|out)(?:\/|$)/.test(address.pathname)) return '/';
  return ownPath(address.pathname + address.search + address.hash);
}

/** An address of ours that carries the way on along; without it when that is the start anyway. */
export function withWayOn(path: string, to: string): string {
  return to === '/' ? path : `${path}?to=${encodeURIComponent(to)}`;
}
