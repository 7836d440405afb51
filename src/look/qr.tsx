import { encode } from 'uqr';

/**
 * An address as a square that phones read with their camera: black on white in both modes, with the quiet border that
 * readers need. A link that leads to the same place stands beside it, for everyone else.
 */
export function Qr({ address, label }: { address: string; label: string }) {
  const { path, size } = drawingOf(address);
  return (
    <svg
      class="qr"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

type Drawing = { readonly path: string; readonly size: number };

/** An address is drawn alike each time, and drawing takes a millisecond, which is a third of a public page's whole time. */
const drawings = new Map<string, Drawing>();
const MOST_DRAWINGS = 200;

function drawingOf(address: string): Drawing {
  const known = drawings.get(address);
  if (known) return known;
  const { data, size } = encode(address, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  if (drawings.size >= MOST_DRAWINGS) drawings.clear();
  drawings.set(address, { path, size });
  return { path, size };
}
