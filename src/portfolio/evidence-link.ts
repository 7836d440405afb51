const ASKS_TO_SIGN_IN = [
  'drive.google.com',
  'docs.google.com',
  'onedrive.live.com',
  '1drv.ms',
  'dropbox.com',
  'sharepoint.com',
  'icloud.com',
];

/**
 * What makes an address doubtful for a reader elsewhere, as far as its own text tells: it is never fetched. Nothing where
 * there is no doubt. `link` is an http or https address.
 */
export function linkDoubt(link: string): string | undefined {
  const { hostname, protocol } = new URL(link);
  if (ASKS_TO_SIGN_IN.some((host) => hostname === host || hostname.endsWith(`.${host}`)))
    return 'addresses of this site often ask to sign in. Open it in a private window, or add the file itself.';
  if (isInside(hostname)) return 'this address can be reached only from inside a network.';
  if (protocol === 'http:') return 'this address is not protected (http). Use https if the site has it.';
  return undefined;
}

function isInside(hostname: string): boolean {
  if (/^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(hostname) || hostname.startsWith('['))
    return true;
  return !hostname.includes('.') || /\.(local|localhost|internal|lan|home)$/.test(hostname);
}
