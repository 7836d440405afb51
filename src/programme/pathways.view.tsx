import { feeOn, type Edition, type Pathway } from '#framework';
import { Blaze } from '#look/blaze.tsx';
import { Inset, Section } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { today } from '#platform/clock.ts';

/** The pathways of an edition: for whom each is and what registering for it costs today, by the dated schedule. */
export function Pathways({ edition, zone }: { edition: Edition; zone: string }) {
  const doubts = edition.pathways.flatMap(({ title, unconfirmed }) =>
    unconfirmed ? [{ title, unconfirmed }] : [],
  );
  return (
    <Section
      title="Pathways"
      id="pathways"
      action={<a href={`/frameworks/${edition.id}`}>What each asks for</a>}
    >
      <DataTable
        caption="Pathways and their fees"
        hideCaption
        rows={edition.pathways}
        columns={[
          { key: 'pathway', label: 'Pathway', cell: (pathway) => <PathwayName pathway={pathway} /> },
          { key: 'whom', label: 'For whom', cell: ({ forWhom }) => forWhom, narrow: 'plain' },
          {
            key: 'fee',
            label: `Fee to ${edition.awardingBody.abbreviation}`,
            cell: (pathway) => <Fee edition={edition} pathway={pathway} zone={zone} />,
          },
        ]}
      />
      {doubts.map(({ title, unconfirmed }) => (
        <Inset>
          <p>
            <strong>{title}:</strong> {unconfirmed}
          </p>
        </Inset>
      ))}
    </Section>
  );
}

function PathwayName({ pathway }: { pathway: Pathway }) {
  return (
    <>
      <Blaze strokes={pathway.blaze === 4 ? 3 : pathway.blaze} label={pathway.title} />
      {pathway.unconfirmed && (
        <>
          {' '}
          <StateTag kind="waiting">sections unconfirmed</StateTag>
        </>
      )}
    </>
  );
}

function Fee({ edition, pathway, zone }: { edition: Edition; pathway: Pathway; zone: string }) {
  const fee = feeOn(edition, pathway.id, today(zone));
  if (fee.amountPence === null) return <span title={fee.source}>to be confirmed</span>;
  const amount = new Intl.NumberFormat('en-GB', { style: 'currency', currency: fee.currency }).format(
    fee.amountPence / 100,
  );
  return <>{fee.confirmed ? amount : `${amount}, to be confirmed`}</>;
}
