import { findPermission, isOverused, type Edition, type SectionSlot } from '#framework';
import { ButtonLink } from '#look/field.tsx';
import { Empty, Inset, PageHead } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import { EvidenceThing, Permission } from './evidence-drawer.view.tsx';
import { ACCESS_WORDS, sayBytes, type Evidence } from './evidence.ts';
import { slotName, type Portfolio } from './portfolio.ts';

export type EvidenceLibraryProps = {
  portfolio: Portfolio;
  edition: Edition;
  slots: readonly SectionSlot[];
  items: readonly Evidence[];
};

/** All evidence of a portfolio: what it is, where it is used, and what is still to be settled. */
export function EvidenceLibrary({ portfolio, edition, slots, items }: EvidenceLibraryProps) {
  const base = `/portfolio/${portfolio.id}`;
  const unsettled = items.filter((one) => !findPermission(edition, one.permission)?.settled);
  return (
    <>
      <PageHead
        title="Your evidence"
        back={{ label: 'Your portfolio', href: base }}
        lede="Each piece is kept once, and may serve several sections. Nobody sees it until you share or submit."
        meter={<LibraryMeter items={items} unsettled={unsettled.length} />}
        actions={
          <ButtonLink kind="first" href={`${base}/evidence/new`}>
            Add evidence
          </ButtonLink>
        }
      />
      {unsettled.length > 0 && (
        <div id="to-settle">
          <Inset kind="attention">
            <p>
              {unsettled.length === 1
                ? 'Permission for one piece is not settled yet.'
                : `Permission for ${unsettled.length} pieces is not settled yet.`}{' '}
              Ask whoever can be recognised, or take out what identifies them, before you submit.
            </p>
          </Inset>
        </div>
      )}
      <LibraryTable portfolio={portfolio} edition={edition} slots={slots} items={items} />
    </>
  );
}

function LibraryMeter({ items, unsettled }: { items: readonly Evidence[]; unsettled: number }) {
  if (items.length === 0) return <span>Nothing yet</span>;
  const bytes = items.reduce((sum, { file }) => sum + (file?.bytes ?? 0), 0);
  return (
    <>
      <span>{items.length === 1 ? '1 piece' : `${items.length} pieces`}</span>
      {bytes > 0 && <span>{sayBytes(bytes)} of files</span>}
      {unsettled > 0 && <StateTag kind="attention">{unsettled} to settle</StateTag>}
    </>
  );
}

function LibraryTable({ portfolio, edition, slots, items }: EvidenceLibraryProps) {
  return (
    <DataTable
      caption="Your evidence"
      hideCaption
      rows={items}
      rowKey={({ id }) => id}
      empty={
        <Empty title="No evidence yet">
          <p>
            Add a file or an address here, or from any section. A draft is enough: you can change it until you
            submit.
          </p>
        </Empty>
      }
      columns={[
        {
          key: 'title',
          label: 'Evidence',
          rowHeader: true,
          cell: (one) => (
            <EvidenceThing one={one} file={`/portfolio/${portfolio.id}/evidence/${one.id}/file`} />
          ),
        },
        {
          key: 'used',
          label: 'Used in',
          cell: (one) => <UsedIn one={one} edition={edition} slots={slots} portfolio={portfolio} />,
        },
        { key: 'permission', label: 'Permission', cell: (one) => <Permission one={one} edition={edition} /> },
        { key: 'access', label: 'Who gets it', cell: ({ access }) => ACCESS_WORDS[access].title },
        {
          key: 'change',
          label: 'Change',
          narrow: 'plain',
          cell: (one) => (
            <a href={`/portfolio/${portfolio.id}/evidence/${one.id}`}>
              Change<span class="unseen"> {one.title}</span>
            </a>
          ),
        },
      ]}
    />
  );
}

function UsedIn({
  one,
  edition,
  slots,
  portfolio,
}: {
  one: Evidence;
  edition: Edition;
  slots: readonly SectionSlot[];
  portfolio: Portfolio;
}) {
  const used = slots.filter(({ key }) => one.usedIn.includes(key));
  if (used.length === 0) return <StateTag kind="attention">No section</StateTag>;
  return (
    <>
      {used.map((slot, index) => (
        <>
          {index > 0 && ', '}
          <a href={`/portfolio/${portfolio.id}/sections/${slot.key}#evidence`} title={slotName(slot)}>
            {slot.code || slot.title}
          </a>
        </>
      ))}
      {isOverused(edition, used.length) && (
        <>
          {' '}
          <StateTag kind="attention">Used often</StateTag>
        </>
      )}
    </>
  );
}
