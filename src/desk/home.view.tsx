import { Next } from '#look/next.tsx';
import { Empty, HomeDesk, PageHead, Section, Stack } from '#look/page-parts.tsx';
import { Pips } from '#look/pips.tsx';
import { DataTable } from '#look/table.tsx';
import { Trail, type Sign } from '#look/trail.tsx';
import { SectionStateTag } from '#portfolio';
import type { NextStep } from './next-step.ts';
import type { Way, WayPortfolio } from './way.ts';

type HomeProps = { greeting: string; name: string; way: Way; signs: readonly Sign[]; next: NextStep };

/** A person's home: the one next step, their way with every date, and their portfolio at a glance. */
export function HomePage({ greeting, name, way, signs, next }: HomeProps) {
  const { portfolio, pathway } = way;
  const heading = (
    <Stack>
      <PageHead title={`${greeting}, ${name}`} />
      <Next title={next.title} why={next.why} action={next.action} urgent={next.urgent} />
    </Stack>
  );
  if (signs.length === 0) {
    return (
      <Stack>
        {heading}
        <Empty title="Your way begins with an application">
          Once you have begun one, every date that matters to you stands here.
        </Empty>
      </Stack>
    );
  }
  return (
    <HomeDesk
      next={heading}
      trail={
        <Section title="Your way">
          <Trail label="Your way" signs={signs} />
        </Section>
      }
    >
      {portfolio && (
        <Section title="Your portfolio" hint={portfolioLine(portfolio, pathway?.title)}>
          <SectionTable portfolio={portfolio} />
        </Section>
      )}
    </HomeDesk>
  );
}

function portfolioLine(portfolio: WayPortfolio, pathway: string | undefined): string {
  return [pathway && `${pathway} pathway`, `${portfolio.words.toLocaleString('en-GB')} words`]
    .filter(Boolean)
    .join(' · ');
}

function SectionTable({ portfolio }: { portfolio: WayPortfolio }) {
  return (
    <DataTable
      caption="Sections of your portfolio"
      hideCaption
      rows={portfolio.sections}
      columns={[
        {
          key: 'section',
          label: 'Section',
          rowHeader: true,
          cell: (one) => <a href={one.path}>{[one.code, one.title].filter(Boolean).join(' ')}</a>,
        },
        {
          key: 'parts',
          label: 'Parts',
          narrow: 'out',
          cell: ({ parts }) =>
            parts.length > 1 ? (
              <Pips
                on={parts.filter((part) => part.count > 0).length}
                of={parts.length}
                label={sayParts(parts)}
              />
            ) : null,
        },
        {
          key: 'words',
          label: 'Words',
          numeric: true,
          narrow: 'out',
          cell: (one) => one.words.toLocaleString('en-GB'),
        },
        {
          key: 'state',
          label: 'State',
          narrow: 'plain',
          cell: ({ state }) => <SectionStateTag state={state} />,
        },
      ]}
    />
  );
}

function sayParts(parts: WayPortfolio['sections'][number]['parts']): string {
  return `${parts.filter((part) => part.count > 0).length} of ${parts.length} parts`;
}
