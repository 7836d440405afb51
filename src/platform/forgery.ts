/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Tells a post of ours from one that another site makes a browser send, for every content type. Browsers say where a
 * request comes from in Sec-Fetch-Site; older ones at least in Origin; a post with neither is refused.
 */
export function isForged(request: Request, ownOrigins: ReadonlySet<string>): boolean {
  if (SAFE.has(request.method)) return false;
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.get('origin');
  return origin === null || !ownOrigins.has(origin);
}

/** The origins that are ours: the public address, and the loopback names on the same port when it is one of them. */
export function originsOf(url: string): ReadonlySet<string> {
  const own = new URL(url);
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  if (!loopback.includes(own.hostname)) return new Set([own.origin]);
  const port = own.port ? `:${own.port}` : '';
  return new Set(loopback.map((host) => `${own.protocol}//${host}${port}`));
}
