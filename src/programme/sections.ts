/** A section of the public page. `edits` explains to a coordinator what stands there. */
export type PageSection = { readonly id: SectionId; readonly heading: string; readonly edits: string };

/**
 * The sections of the public page in their order. The first four stand in places of their own: under the heading, beside
 * the apply button, and with the dates; the rest run down the page.
 */
export const PAGE_SECTIONS = [
  { id: 'strapline', heading: 'In one sentence', edits: 'Stands under the heading.' },
  { id: 'intro', heading: 'About this run', edits: 'Stands below that sentence; best written for one run.' },
  { id: 'without-sso', heading: 'Without a single sign-on', edits: 'Stands beside the apply button.' },
  { id: 'office-hours', heading: 'Office hours', edits: 'Stands with the dates.' },
  { id: 'what', heading: 'What is it?', edits: 'What the accreditation is, and whose.' },
  { id: 'why', heading: 'Why do it?', edits: 'What somebody gains by it.' },
  { id: 'who', heading: 'Who can apply?', edits: 'For whom the programme is.' },
  { id: 'prerequisites', heading: 'Are there prerequisites?', edits: 'What one has to have or know first.' },
  { id: 'apply', heading: 'How do I apply?', edits: 'What the form asks, and what happens then.' },
  {
    id: 'delivery',
    heading: 'How is the programme delivered?',
    edits: 'Workshops and what comes with them.',
  },
  { id: 'assessment', heading: 'How is it assessed?', edits: 'Who assesses the portfolio, and by when.' },
  { id: 'outcome', heading: 'What do I get?', edits: 'What one holds at the end.' },
  {
    id: 'fee',
    heading: 'Is there a fee?',
    edits: 'What costs nothing, what costs something, and what that covers.',
  },
  { id: 'more', heading: 'How can I find out more?', edits: 'Whom to ask and what to read.' },
] as const satisfies readonly { id: string; heading: string; edits: string }[];

export type SectionId = (typeof PAGE_SECTIONS)[number]['id'];

/** The ids alone. */
export const SECTION_IDS = PAGE_SECTIONS.map(({ id }) => id);

/** The section of that id, or nothing. */
export function findPageSection(id: string): PageSection | undefined {
  return PAGE_SECTIONS.find((section) => section.id === id);
}

const PLACED_APART: readonly string[] = ['strapline', 'intro', 'without-sso', 'office-hours'];

/** The sections that run down the page, with the programme's short name in the first heading: "What is CMALT?". */
export function runningSections(shortName: string): PageSection[] {
  return PAGE_SECTIONS.filter(({ id }) => !PLACED_APART.includes(id)).map((section) =>
    section.id === 'what' ? { ...section, heading: `What is ${shortName}?` } : section,
  );
}
