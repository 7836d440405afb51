import { Inset, PageHead, Section, Stack } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import type { Edition, Section as PortfolioSection } from './edition.ts';
import { PathwayList } from './pathway-list.view.tsx';
import { Assessing, Outcomes, Ratings } from './judging.view.tsx';
import { needInWords } from './scheme-words.ts';
import { Fees, Provenance, Times } from './terms-of-scheme.view.tsx';

/** One edition of a scheme: its pathways, what a portfolio holds, how it is judged, what it costs, and how sure we are. */
export function EditionView({ edition }: { edition: Edition }) {
  const doubtful = edition.pathways.filter(({ unconfirmed }) => unconfirmed !== undefined);
  return (
    <>
      <PageHead
        title={edition.title}
        kicker={`${edition.awardingBody.name} · edition ${edition.version}`}
        lede={edition.summary}
        back={{ label: 'All pathways', href: '/frameworks' }}
      />
      <Section title="Pathways">
        <Stack>
          <PathwayList edition={edition} />
          {doubtful.map(({ title, unconfirmed }) => (
            <Inset kind="attention">
              <p>
                <strong>{title} is unconfirmed.</strong> {unconfirmed}
              </p>
            </Inset>
          ))}
        </Stack>
      </Section>
      <Section title="What a portfolio holds" id="sections">
        <SectionTable edition={edition} />
      </Section>
      {edition.tagSets.map(({ title, tags, judged }) => (
        <Section title={title} hint={<p>{JUDGED[judged]}</p>}>
          <ul>
            {tags.map((tag) => (
              <li>
                {tag.code} {tag.title}
              </li>
            ))}
          </ul>
        </Section>
      ))}
      <Ratings edition={edition} />
      <Outcomes edition={edition} />
      <Assessing edition={edition} />
      <Times edition={edition} />
      <Fees edition={edition} />
      <Provenance edition={edition} />
    </>
  );
}

const JUDGED = {
  'whole-portfolio': 'Judged once, over the whole portfolio.',
  'by-section': 'Each section says which of these it shows.',
} as const;

function SectionTable({ edition }: { edition: Edition }) {
  return (
    <DataTable<PortfolioSection>
      caption={`Sections of a ${edition.scheme.title} portfolio, and what each pathway asks`}
      hideCaption
      rows={edition.sections}
      columns={[
        {
          key: 'section',
          label: 'Section',
          cell: ({ code, title }) => `${code} ${title}`.trim(),
        },
        { key: 'group', label: 'Part of', narrow: 'out', cell: ({ group }) => group?.title ?? '' },
        ...edition.pathways.map((pathway) => ({
          key: pathway.id,
          label: pathway.unconfirmed === undefined ? pathway.title : `${pathway.title} (unconfirmed)`,
          cell: (section: PortfolioSection) => needInWords(pathway, section),
        })),
      ]}
    />
  );
}
