/**
 * A table as CSV (RFC 4180) that spreadsheets open rightly: UTF-8 with its mark, and no cell that a spreadsheet would
 * run as a formula: one that begins with = + - @, a tab or a line break is given an apostrophe before it.
 */
export function toCsv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(value: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
