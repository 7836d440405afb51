import { PageHead, Section, Stack } from '#look/page-parts.tsx';
import type { Edition } from './edition.ts';
import { PathwayList } from './pathway-list.view.tsx';

/** Every scheme on file with its pathways. */
export function FrameworksView({ editions }: { editions: readonly Edition[] }) {
  return (
    <>
      <PageHead
        title="Pathways"
        lede="The accreditation schemes that portfolios here are written for, and their pathways. A portfolio stays with the edition that it was begun in."
      />
      {editions.map((edition) => (
        <Section
          title={edition.title}
          action={
            <a href={`/frameworks/${edition.id}`}>
              All about the {edition.scheme.title} edition of {edition.version}
            </a>
          }
        >
          <Stack>
            <p>
              {edition.summary} Awarded by {edition.awardingBody.name}.
            </p>
            <PathwayList edition={edition} />
          </Stack>
        </Section>
      ))}
    </>
  );
}
