/**
 * A copy of what somebody is writing, on this device, until the server has it. `fields` are the form's own, urlencoded;
 * `version` is the one that they were written over; `sent` says that the person sent the form themselves since.
 */
export type Kept = { fields: string; version: string | null; at: number; sent?: boolean };

const PREFIX = 'waymark:';

/** Where a person's copy for an address is kept. */
export function keptKey(person: string, url: string): string {
  return `${PREFIX}${person}:${url}`;
}

/** Keeps a copy. A device without room or leave keeps none; saving goes on all the same. */
export function keep(key: string, kept: Kept) {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

/** The copy kept under a key, if there is a sound one. */
export function readKept(key: string): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null;
    return typeof kept?.fields === 'string' ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets a copy: the server has it, or the person does not want it. */
export function forget(key: string) {
  try {
    localStorage.removeItem(key);
  } catch {
    // A device that keeps nothing has nothing to forget.
  }
}

/** On signing out, nothing of what was written stays on a device that others may use. */
export function forgetOnSignOut() {
  document.addEventListener('submit', (event) => {
    if (!(event.target as HTMLFormElement).hasAttribute('data-forget')) return;
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) forget(key);
  });
}
