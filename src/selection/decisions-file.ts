import { stringify } from 'csv-stringify/sync';
import { sayInstant } from '#calendar';
import { STATE_WORDS } from '#application';
import { findForm, sayAnswer, type Question } from '#form';
import { workshopsOf, type Run } from '#programme';
import type { Database } from '#platform/database.ts';
import { answersOf, concernsOf, listAll, type Listed } from './dossier.sql.ts';
import { figureOf, sayFigure, scoredOf } from './figures.ts';
import { FIRST_GUIDE, type Guide } from './guide.ts';
import { latestGuide } from './guide.sql.ts';
import type { ListView } from './list-view.ts';
import { readingsOf, type Reading } from './selection.sql.ts';
import { OUTCOME_WORDS } from './words.ts';

/**
 * A list of applications as CSV with its mark of UTF-8, every cell a text and none that a spreadsheet would run as a formula:
 * who asked, what readers made of each criterion, what is marked and told, and the answers that selectors may read. What only
 * the team or nobody may see was never read for it.
 */
export async function decisionsFile(
  db: Database,
  run: Run,
  viewerId: string,
  view: ListView,
): Promise<string> {
  const guide = (await latestGuide(db, run.id)) ?? FIRST_GUIDE;
  const hidden = await concernsOf(db, run.id, viewerId);
  const of = {
    runId: run.id,
    viewerId,
    withWithdrawn: true,
    hidden,
    criterion: scoredOf(guide)[0]?.id ?? '',
  };
  const rows = await listAll(db, of, view);
  const ids = rows.map((row) => row.applicationId);
  const readings = Map.groupBy(await readingsOf(db, ids), (one) => one.applicationId);
  const answers = await answersOf(db, ids);
  const names = { workshops: await workshopsOf(db, run.id), zone: run.zone };
  const questions = await questionsOf(db, rows);
  const head = [...FACTS, ...figureHeads(guide), ...questions.map(({ label }) => label)];
  const cells = rows.map((row) => [
    ...factsOf(row, run),
    ...figuresOf(guide, readings.get(row.applicationId) ?? []),
    ...questions.map((one) => sayAnswer(one, answers.get(row.applicationId) ?? {}, names) ?? ''),
  ]);
  return stringify([head, ...cells], { bom: true, record_delimiter: 'windows', escape_formulas: true });
}

const FACTS = ['Number', 'Name', 'E-mail', 'Department', 'Role', 'Sent', 'Told so far', 'Marked', 'Rank'];

function factsOf(row: Listed, run: Run): string[] {
  return [
    row.reference,
    row.name,
    row.email,
    row.department,
    row.role,
    sayInstant(row.submittedAt, run.zone),
    row.state === 'submitted' ? 'Nothing yet' : STATE_WORDS[row.state].words,
    row.marked ? OUTCOME_WORDS[row.marked].words : '',
    row.rank === undefined ? '' : String(row.rank),
  ];
}

function figureHeads(guide: Guide): string[] {
  return ['Readings', ...scoredOf(guide).map(({ label }) => `${label}: median (lowest to highest)`)];
}

function figuresOf(guide: Guide, readings: readonly Reading[]): string[] {
  const figures = scoredOf(guide).map((criterion) => figureOf(criterion, readings));
  return [
    String(readings.filter((one) => !one.abstained).length),
    ...figures.map((figure) => (figure ? sayFigure(figure) : '')),
  ];
}

/** Every question that selectors may read, of all the forms that these applications were written on, each once. */
async function questionsOf(db: Database, rows: readonly Listed[]): Promise<Question[]> {
  const found = new Map<string, Question>();
  for (const id of new Set(rows.map((row) => row.formId))) {
    const { content } = await findForm(db, id);
    for (const section of content.sections.filter((one) => one.audience === 'selectors'))
      for (const question of section.questions) if (!found.has(question.id)) found.set(question.id, question);
  }
  return [...found.values()];
}
