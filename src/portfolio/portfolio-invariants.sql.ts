import type { Invariant } from '#platform/room.ts';

/** What must never be found among portfolios, their texts and versions. */
export const keptInvariants: readonly Invariant[] = [
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

/** What must never be found among shares and comments. */
export const givingInvariants: readonly Invariant[] = [
  {
    says: 'An answer hangs on a comment of another section, or on an answer.',
    sql: `select answer.id from portfolio.comment as answer
      join portfolio.comment as asked on asked.id = answer.answers_id
      where asked.answers_id is not null or (asked.portfolio_id, asked.slot) <> (answer.portfolio_id, answer.slot)`,
  },
  {
    says: 'A portfolio is shared with its own owner.',
    sql: `select share.id from portfolio.share
      join portfolio.portfolio as whole on whole.id = share.portfolio_id where whole.person_id = share.person_id`,
  },
];
