import { Blaze } from '#look/blaze.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import type { Edition, Pathway } from './edition.ts';

/**
 * A pathway's strokes with its title beside them, or another label; with `bare` the label is only heard. A scheme of four
 * levels has a pathway of four strokes.
 */
export function PathwayBlaze({
  pathway,
  label = pathway.title,
  bare,
}: {
  pathway: Pathway;
  label?: string | undefined;
  bare?: boolean | undefined;
}) {
  return <Blaze strokes={pathway.blaze} label={label} bare={bare} />;
}

/** The pathways of an edition with their strokes, whom each is for, and whether it is confirmed. */
export function PathwayList({ edition }: { edition: Edition }) {
  return (
    <DataTable<Pathway>
      caption={`Pathways of the ${edition.title}`}
      hideCaption
      rows={edition.pathways}
      columns={[
        {
          key: 'pathway',
          label: 'Pathway',
          cell: (pathway) => (
            <a href={pathwayPath(edition, pathway)}>
              <PathwayBlaze pathway={pathway} />
            </a>
          ),
        },
        { key: 'letters', label: 'Letters', cell: ({ abbreviation }) => abbreviation },
        { key: 'for', label: 'For', narrow: 'plain', cell: ({ forWhom }) => forWhom },
        {
          key: 'state',
          label: 'Our record',
          narrow: 'plain',
          cell: (pathway) => <Confirmation pathway={pathway} />,
        },
      ]}
    />
  );
}

/** The address of a pathway's page. */
export function pathwayPath(edition: Edition, pathway: Pathway): string {
  return `/frameworks/${edition.id}/${pathway.id}`;
}

function Confirmation({ pathway }: { pathway: Pathway }) {
  if (pathway.unconfirmed === undefined) return <StateTag kind="done">Sources on record</StateTag>;
  return <StateTag kind="attention">Unconfirmed</StateTag>;
}
