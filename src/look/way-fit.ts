import { Idiomorph } from 'idiomorph';
import { announce, isAnnouncer } from './way-announce.ts';
import type { Answer } from './way-send.ts';

/** Told on the document after a page was fitted over the one in sight. */
export const FITTED = 'waymark:fitted';

let shown = location.pathname + location.search;

/**
 * Fits an answer over the page in sight: focus and scroll stay where they can, the address and the title follow, and what
 * happened is said. A page that needs other scripts or styles is opened in the ordinary way.
 */
export function fit({ page, url, onward }: Answer) {
  const address = url.pathname + url.search;
  const moved = onward && address !== shown;
  if (moved && needsOtherFiles(page)) return location.assign(url);
  document.title = page.title;
  if (moved) {
    history.pushState(null, '', url);
    shown = address;
  }
  morph(page, moved);
  place(moved);
  document.dispatchEvent(new Event(FITTED));
}

/** Going back to a page that was fitted over loads it anew. */
export function followHistory() {
  addEventListener('popstate', () => {
    if (location.pathname + location.search !== shown) location.reload();
  });
}

function needsOtherFiles(page: Document) {
  const here = new Set([...document.head.querySelectorAll('script,link[rel=stylesheet]')].map(addressOf));
  return [...page.head.querySelectorAll('script,link[rel=stylesheet]')].some(
    (file) => !here.has(addressOf(file)),
  );
}

function addressOf(file: Element) {
  return file.getAttribute('src') ?? file.getAttribute('href');
}

/** On the same page, what scripts have put there stays; a new page has nothing of the old one. */
function morph(page: Document, moved: boolean) {
  const stays = (node: Node) => isAnnouncer(node) || (!moved && isKept(node));
  void Idiomorph.morph(document.body, page.body, {
    morphStyle: 'innerHTML',
    callbacks: {
      beforeNodeRemoved: (node) => !stays(node),
      beforeNodeMorphed: (node) => !stays(node),
    },
  });
}

/** What a script has put into the page (an editor) marks itself `data-keep`. */
function isKept(node: Node) {
  return node instanceof Element && node.hasAttribute('data-keep');
}

/** Where the person finds themselves: at what is wrong, at the start of a new page, or where they were. */
function place(moved: boolean) {
  const errors = document.querySelector<HTMLElement>('[data-errors]');
  const main = document.querySelector<HTMLElement>('main');
  if (errors) return errors.focus();
  const notice = document.querySelector('[data-notice]')?.textContent;
  if (moved) {
    main?.focus({ preventScroll: true });
    scrollTo({ top: 0, behavior: 'instant' });
  } else if (document.activeElement === document.body) {
    main?.focus({ preventScroll: true });
  }
  announce(notice ?? (moved ? document.title : 'Done'));
}
