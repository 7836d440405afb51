/** Waymark's own sign: three strokes, the third one marigold. Decorative; a name stands beside it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 32" aria-hidden="true">
      <rect class="mark-way" x="1" y="3" width="6" height="26" rx="1.5" />
      <rect class="mark-way" x="9.5" y="3" width="6" height="26" rx="1.5" />
      <rect class="mark-here" x="18" y="3" width="6" height="26" rx="1.5" />
    </svg>
  );
}
