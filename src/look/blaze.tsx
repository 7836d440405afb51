/**
 * The painted strokes of a pathway: one to four. With `bare` the strokes carry the name as their text alternative;
 * otherwise the name stands beside them.
 */
export function Blaze({
  strokes,
  label,
  bare,
}: {
  strokes: 1 | 2 | 3 | 4;
  label: string;
  bare?: boolean | undefined;
}) {
  const width = strokes * 7 + (strokes - 1) * 3;
  const said = bare ? { role: 'img' as const, 'aria-label': label } : { 'aria-hidden': 'true' as const };
  return (
    <span class="blaze">
      <svg class={`blaze-${strokes}`} viewBox={`0 0 ${width} 26`} {...said}>
        {Array.from({ length: strokes }, (_, stroke) => (
          <rect x={stroke * 10} y="0" width="7" height="26" rx="1.5" />
        ))}
      </svg>
      {!bare && <span>{label}</span>}
    </span>
  );
}
