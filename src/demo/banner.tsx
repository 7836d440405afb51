import type { Banner } from '#look/layout.tsx';

let shown = false;

/** Says on every page from now on that this is a demo. */
export function showDemoBanner(): void {
  shown = true;
}

/** True in the demo: its pages (sign in as anyone, the mailbox of all) exist only then. */
export function isDemo(): boolean {
  return shown;
}

/** The strip above every page of the demo. */
export function demoBanner(): Banner | undefined {
  return shown
    ? { text: 'A demo: everyone is invented.', actions: <a href="/demo">Be someone else</a> }
    : undefined;
}
