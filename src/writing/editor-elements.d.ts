import type { HTMLAttributes } from 'preact';

/** The custom elements of the writing pages, so that views can write them as tags. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'way-editor': HTMLAttributes & { label: string };
      'way-settles': HTMLAttributes & { url: string; person: string; field: string; mark: string };
    }
  }
}
