/** What a letter says, once; plain text and HTML are both made from it. */
export type LetterWords = {
  readonly subject: string;
  /** Such as "Dear Amara". */
  readonly greeting: string;
  readonly paragraphs: readonly string[];
  /** Names and values in a list: dates, numbers, answers. */
  readonly facts?: readonly (readonly [string, string])[];
  /** The one thing to do, on one page of ours. `path` begins with a slash. */
  readonly action?: { readonly label: string; readonly path: string };
  readonly after?: readonly string[];
  readonly signedBy: string;
};

/** The letter as plain text, lines left unbroken for the reader's program to wrap. */
export function letterText(words: LetterWords, base: string): string {
  const parts = [
    `${words.greeting},`,
    ...words.paragraphs,
    ...(words.facts ? [words.facts.map(([name, value]) => `${name}: ${value}`).join('\n')] : []),
    ...(words.action ? [`${words.action.label}:\n${base}${words.action.path}`] : []),
    ...(words.after ?? []),
    words.signedBy,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The letter as HTML. */
export function letterHtml(words: LetterWords, base: string): string {
  const body = [
    paragraph(`${words.greeting},`),
    ...words.paragraphs.map(paragraph),
    words.facts ? factTable(words.facts) : '',
    words.action ? actionLink(words.action.label, `${base}${words.action.path}`) : '',
    ...(words.after ?? []).map(paragraph),
    paragraph(words.signedBy),
  ].join('\n');
  return letterSheet(words.subject, body);
}

const SHEET = '<div role="article" lang="en-GB" style="max-width:34rem;margin:0 auto;padding:2rem 1.25rem">';

/** A letter's parts, already HTML, as one quiet column that is readable without pictures or style sheets. */
export function letterSheet(subject: string, body: string): string {
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#faf8f3;color:#1b2421;font:18px/1.5 'Segoe UI',system-ui,sans-serif">
${SHEET}
${body}
</div></body></html>
`;
}

/** A letter that was printed before, with more HTML above everything that it said. */
export function prefaced(html: string, preface: string): string {
  return html.replace(SHEET, () => `${SHEET}\n${preface}`);
}

function paragraph(text: string): string {
  return `<p style="margin:0 0 1rem">${escapeHtml(text).replace(/\n/g, '<br>')}</p>`;
}

/** Names and values as a table. */
export function factTable(facts: NonNullable<LetterWords['facts']>): string {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><th scope="row" style="text-align:start;vertical-align:top;padding:.3rem 1rem .3rem 0;font-weight:400;color:#4f5a55">${escapeHtml(name)}</th><td style="vertical-align:top;padding:.3rem 0">${escapeHtml(value).replace(/\n/g, '<br>')}</td></tr>`,
  );
  return `<table style="border-collapse:collapse;margin:0 0 1rem">${rows.join('')}</table>`;
}

/** The one link of a letter, as a button. */
export function actionLink(label: string, address: string): string {
  return `<p style="margin:0 0 1rem"><a href="${escapeHtml(address)}" style="display:inline-block;background:#1d5142;color:#fff;padding:.6rem 1.1rem;border-radius:4px;font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>`;
}

/** Text that stays text in HTML, between tags and in attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
