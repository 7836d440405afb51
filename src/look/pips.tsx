/** How many of a few parts are there: "2 of 3 parts". The words are `label`, or stand for themselves. */
export function Pips({ on, of, label }: { on: number; of: number; label?: string | undefined }) {
  return (
    <span class="pips" role="img" aria-label={label ?? `${on} of ${of}`}>
      {Array.from({ length: of }, (_, pip) => (
        <i class={pip < on ? 'on' : undefined} />
      ))}
    </span>
  );
}
