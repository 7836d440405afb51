import { element, type Connect } from '#look/way-element.ts';
import { forget, keptKey, readKept } from '#look/way-kept.ts';

/**
 * `<way-settles url person field mark>` on the page where two texts are chosen between: the text that was not saved is in
 * the server's keeping, so the copy of it on this device is let go, or it would be offered back as lost. Only if it is that
 * very text: whoever wrote on in the old window keeps what they wrote.
 */
const connectSettles: Connect = (host) => {
  const said = (name: string) => host.getAttribute(name) ?? '';
  const key = keptKey(said('person'), said('url'));
  for (const one of [key, `${key}:offered`]) void letGo(one, said('field'), said('mark'));
};

async function letGo(key: string, field: string, mark: string): Promise<void> {
  const kept = readKept(key);
  const text = kept && new URLSearchParams(kept.fields).get(field);
  if (typeof text === 'string' && (await markOf(text)) === mark) forget(key);
}

async function markOf(text: string): Promise<string | undefined> {
  // Where a page is not secure, no hash is to be had, and the copy stays.
  if (!isSecureContext) return undefined;
  const digest = await crypto.subtle.digest(
    'SHA-256',
    new TextEncoder().encode(text.replaceAll('\r\n', '\n')),
  );
  const bytes = [...new Uint8Array(digest)].slice(0, 8);
  return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

element('way-settles', connectSettles);
