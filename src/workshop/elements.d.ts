import type { HTMLAttributes } from 'preact';

/** The custom element of attendance.browser.ts, so that the view can write it as a tag. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'way-marks': HTMLAttributes;
    }
  }
}
