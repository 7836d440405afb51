import type { Invariant } from '#platform/room.ts';

/** What must never be found in this room's writing. */
export const writingInvariants: readonly Invariant[] = [
  {
    says: 'A part is not what its newest version says',
    sql: `select part.portfolio_id from portfolio.part
      left join portfolio.part_version as newest using (portfolio_id, slot, component)
      where newest.number = part.version and newest.text is distinct from part.text`,
  },
  {
    says: 'A part has a version that is newer than its newest, or none',
    sql: `select part.portfolio_id from portfolio.part
      where part.version is distinct from (select max(number) from portfolio.part_version as version
        where version.portfolio_id = part.portfolio_id and version.slot = part.slot
          and version.component = part.component)`,
  },
  {
    says: 'Versions of a part leave out a number',
    sql: `select portfolio_id from portfolio.part_version
      group by portfolio_id, slot, component having max(number) <> count(*)`,
  },
  {
    says: 'A portfolio is not on the pathway that it was last put on',
    sql: `select portfolio.id from portfolio.portfolio
      where pathway_id not in (select pathway_id from portfolio.pathway_change as change
        where change.portfolio_id = portfolio.id)`,
  },
];
