/** An address or number to take away. The button comes with the script; without it the text can be marked and copied. */
export function CopyText({ label, value }: { label: string; value: string }) {
  return (
    <way-copy class="copy">
      <label>
        <span class="copy-label">{label}</span>
        <input class="input" type="text" readonly value={value} />
      </label>
    </way-copy>
  );
}
