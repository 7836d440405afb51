import { isIP } from 'node:net';

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
