import type { Database, Tx } from '#platform/database.ts';
import type { Figure } from './people-file.ts';

/** Somebody whom a visitor may be, as the files tell of them. */
export type FigureRow = {
  readonly personId: string;
  readonly slug: string;
  /** The company that they are shown with. */
  readonly company: Company;
  /** The part that a first visitor should try them for. */
  readonly lead: string | undefined;
  readonly who: string;
  readonly stage: string;
};

/** The companies of people, in the order in which they are shown. */
export const COMPANIES = ['team', 'body', 'candidates', 'applicants', 'visitors'] as const;
export type Company = (typeof COMPANIES)[number];

/** Notes somebody as one whom a visitor may be. */
export async function addFigure(tx: Tx, personId: string, figure: Figure, place: number): Promise<void> {
  await tx
    .insertInto('demo.figure')
    .values({
      person_id: personId,
      slug: figure.id,
      place,
      company: companyOf(figure),
      lead: figure.lead ?? null,
      who: figure.who,
      stage: figure.stage,
    })
    .execute();
}

function companyOf({ hats, run, institution }: Figure): Company {
  if (hats.some(({ hat }) => hat === 'assessor' || hat === 'registrar')) return 'body';
  if (hats.length > 0) return 'team';
  if (run === undefined || institution === 'other') return 'visitors';
  return run === '2024' ? 'candidates' : 'applicants';
}

/** Everybody whom a visitor may be, in the files' order. */
export async function figures(db: Database): Promise<FigureRow[]> {
  const rows = await db
    .selectFrom('demo.figure')
    .select(['person_id', 'slug', 'company', 'lead', 'who', 'stage'])
    .orderBy('place')
    .execute();
  return rows.map(({ person_id, company, lead, ...row }) => ({
    ...row,
    personId: person_id,
    company: company as Company,
    lead: lead ?? undefined,
  }));
}
