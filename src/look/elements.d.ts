import type { HTMLAttributes } from 'preact';

/** The custom elements of waymark.browser.ts, so that views can write them as tags. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'way-form': HTMLAttributes & { 'data-target'?: string | undefined };
      'way-autosave': HTMLAttributes & { url: string; person: string; form?: string | undefined };
      'way-words': HTMLAttributes & { field: string };
      'way-upload': HTMLAttributes;
      'way-copy': HTMLAttributes;
      'way-choose': HTMLAttributes;
      'way-confirm': HTMLAttributes & { question: string; detail?: string | undefined; yes: string };
    }
  }
}
