import type { Generated } from 'kysely';
import type { Temporal } from 'temporal-polyfill';
import type { Mark } from './portfolio.ts';

type PortfolioTable = {
  id: Generated<string>;
  person_id: string;
  programme_id: string;
  edition_id: string;
  pathway_id: string;
  started_at: Temporal.Instant;
};

type PathwayChangeTable = {
  id: Generated<string>;
  portfolio_id: string;
  pathway_id: string;
  changed_at: Temporal.Instant;
};

type SectionTable = {
  portfolio_id: string;
  slot: string;
  title: string;
  topic_type: string | null;
  tags: string[];
  mark: Mark;
  marked_at: Temporal.Instant;
};

type PartTable = {
  portfolio_id: string;
  slot: string;
  component: string;
  text: string;
  words: number;
  version: number;
  updated_at: Temporal.Instant;
};

type PartVersionTable = {
  portfolio_id: string;
  slot: string;
  component: string;
  number: number;
  text: string;
  words: number;
  author_id: string;
  begun_at: Temporal.Instant;
  saved_at: Temporal.Instant;
  name: string | null;
  restored_from: number | null;
};

type SetAsideTable = {
  id: Generated<string>;
  portfolio_id: string;
  slot: string;
  field: string;
  text: string;
  set_aside_at: Temporal.Instant;
  settled_at: Temporal.Instant | null;
};

declare module '#platform/database.ts' {
  interface Tables {
    'portfolio.portfolio': PortfolioTable;
    'portfolio.pathway_change': PathwayChangeTable;
    'portfolio.section': SectionTable;
    'portfolio.part': PartTable;
    'portfolio.part_version': PartVersionTable;
    'portfolio.set_aside': SetAsideTable;
  }
}
