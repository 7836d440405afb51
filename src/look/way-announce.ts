import { make } from './way-element.ts';

const REGION = 'announcer';

/** Says something to those who listen to the page, when they next pause. */
export function announce(words: string) {
  const region = document.getElementById(REGION) ?? addRegion();
  region.textContent = '';
  // A region that is emptied and filled in one go is not read again when the words are the same.
  setTimeout(() => (region.textContent = words), 60);
}

/** Whether this element is the region: it stays when a page is fitted over another. */
export function isAnnouncer(node: Node): boolean {
  return node instanceof Element && node.id === REGION;
}

function addRegion() {
  const region = make('div', { id: REGION, class: 'unseen', role: 'status', 'aria-live': 'polite' });
  document.body.append(region);
  return region;
}
