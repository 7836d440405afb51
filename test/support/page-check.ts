/**
 * The rule of the house for every page that any test opens: one h1, which begins the title; every control labelled;
 * ids unique; no inline style or script, which the content security policy would drop.
 */
export function checkPage(html: string, path: string): void {
  const faults = faultsOf(html);
  if (faults.length > 0) throw new Error(`The page ${path} ${faults.join('; and ')}.`);
}

/** What is wrong with a page, in words that finish "The page ...". */
export function faultsOf(html: string): string[] {
  return [...headingFaults(html), ...labelFaults(html), ...idFaults(html), ...inlineFaults(html)];
}

function headingFaults(html: string): string[] {
  const headings = [...html.matchAll(/<h1[\s>].*?<\/h1>/gs)];
  if (headings.length !== 1) return [`has ${headings.length} h1 headings where one is meant`];
  const words = plain(headings[0]?.[0] ?? '');
  const title = plain(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? '').replace(/^Error: /, '');
  return title.startsWith(words) ? [] : [`has the h1 "${words}" but the title "${title}"`];
}

function labelFaults(html: string): string[] {
  const labelled = new Set([...html.matchAll(/<label[^>]*\sfor="([^"]+)"/g)].map((match) => match[1]));
  const inLabels = [...html.matchAll(/<label[\s>].*?<\/label>/gs)].map((match) => match[0]).join('');
  const controls = [...html.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].map((match) => match[0]);
  return controls.flatMap((control) => {
    if (/type="(?:hidden|submit)"/.test(control) || /aria-label(?:ledby)?="/.test(control)) return [];
    const id = /\sid="([^"]+)"/.exec(control)?.[1];
    return (id && labelled.has(id)) || inLabels.includes(control)
      ? []
      : [`has a control without a label: ${control}`];
  });
}

function idFaults(html: string): string[] {
  const ids = [...html.matchAll(/<[a-z][^>]*\sid="([^"]+)"/g)].map((match) => match[1]);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return twice.length > 0 ? [`uses an id twice: ${twice.join(', ')}`] : [];
}

function inlineFaults(html: string): string[] {
  const found: string[] = [];
  if (/<[a-z][^>]*\sstyle="/.test(html)) found.push('has an inline style');
  if (/<script(?![^>]*\ssrc=)[^>]*>/.test(html)) found.push('has an inline script');
  if (/<[a-z][^>]*\son[a-z]+="/.test(html)) found.push('has an inline event handler');
  return found;
}

function plain(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
