import { Blaze } from '#look/blaze.tsx';
import type { Pathway } from './edition.ts';

type Drawn = Parameters<typeof Blaze>[0]['strokes'];

/**
 * A pathway's strokes with its title beside them, or another label; with `bare` the label is only heard. A scheme of four
 * levels has a pathway of four strokes.
 */
export function PathwayBlaze({
  pathway,
  label = pathway.title,
  bare,
}: {
  pathway: Pathway;
  label?: string | undefined;
  bare?: boolean | undefined;
}) {
  // The drawing takes any number; its type names only the three of the first scheme.
  return <Blaze strokes={pathway.blaze as Drawn} label={label} bare={bare} />;
}
