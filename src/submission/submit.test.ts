import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openHouse, type TestHouse } from '#test/house.ts';
import { samplePersonWith } from '../programme/samples.ts';
import { addEvidence } from '#portfolio';
import { snapshotOf, submissionOf, submissionsOf } from './submission.sql.ts';
import { noteOpened, noteOutcome, noteReturned } from './submit.ts';
import { samplePortfolio, sampleSection } from '../portfolio/samples.ts';
import { sampleSubmission, sampleWhole } from './samples.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
});

const SIGNED = { 'declare-accepted': 'yes', 'declare-name': 'Amara Udeh' };
let count = 0;
const newName = () =>
  `Candidate ${'abcdefghijklmnopqrstuvwxyz'[count++ % 26]}${'xyz'[Math.floor(count / 26)]}`;

async function whole() {
  const sample = await samplePortfolio(house, { name: newName() });
  await sampleWhole(house, sample.portfolio);
  return sample;
}

test('an empty portfolio is told what stands in its way, with a link to each, and cannot be submitted', async () => {
  const { person, portfolio } = await samplePortfolio(house, { name: newName() });
  const page = await house.visit(`/portfolio/${portfolio.id}/submit`, person);
  expect(page.text).toContain('In the way');
  expect(page.text).toContain(`/portfolio/${portfolio.id}/sections/c1a#description`);
  const refused = await house.submit(`/portfolio/${portfolio.id}/submit`, SIGNED, person);
  expect(refused.status).toBe(422);
  expect(await submissionsOf(house.db, portfolio.id)).toEqual([]);
});

test('a whole portfolio is signed, submitted, and receipted by letter with number, time with zone and fingerprint', async () => {
  const { person, portfolio } = await whole();
  const base = `/portfolio/${portfolio.id}`;
  expect((await house.visit(`${base}/submit`, person)).text).toContain('Nothing in the way');
  expect((await house.visit(`${base}/submit/sign`, person)).text).toContain('describes my own practice');
  const done = await house.submit(`${base}/submit`, SIGNED, person);
  expect(done.status).toBe(303);
  await house.drain();
  const [made] = await submissionsOf(house.db, portfolio.id);
  expect(done.location).toBe(`${base}/submissions/${made?.id}`);
  const letters = await house.pool.query(
    'select text from platform.letter where kind = $1 and person_id = $2',
    ['submission.submitted', person.id],
  );
  expect(letters.rowCount).toBe(1);
  const { text } = letters.rows[0] as { text: string };
  expect(text).toContain(made?.number);
  expect(text).toContain(made?.sha256);
  expect(text).toContain('(UK time)');
  const page = await house.visit(done.location ?? '', person);
  expect(page.text).toContain('Confirmation');
  expect(page.text).toContain('What I write of c1a');
  expect(await house.broken()).toEqual([]);
});

test('an unsigned declaration is refused with the words kept', async () => {
  const { person, portfolio } = await whole();
  const page = await house.submit(
    `/portfolio/${portfolio.id}/submit`,
    { 'declare-name': '', 'declare-suggested-assessor': 'Bryn <b>Hale</b>' },
    person,
  );
  expect(page.status).toBe(422);
  expect(page.text).toContain('Bryn &lt;b>Hale&lt;/b>');
  expect(page.text).toContain('ticking the box');
  expect(await submissionsOf(house.db, portfolio.id)).toEqual([]);
});

test('two tabs that submit at once make one submission, and both see it', async () => {
  const { person, portfolio } = await whole();
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => house.submit(`/portfolio/${portfolio.id}/submit`, SIGNED, person)),
  );
  const made = await submissionsOf(house.db, portfolio.id);
  expect(made).toHaveLength(1);
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(303));
  expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
  const told = await house.pool.query(
    "select 1 from platform.news where kind = 'submission.submitted' and payload ->> 'portfolioId' = $1",
    [portfolio.id],
  );
  expect(told.rowCount).toBe(1);
});

test('submissions of many people at once have different numbers of one row', async () => {
  const many = [];
  for (let index = 0; index < 5; index += 1) many.push(await whole());
  await Promise.all(
    many.map(({ person, portfolio }) => house.submit(`/portfolio/${portfolio.id}/submit`, SIGNED, person)),
  );
  const { rows } = await house.pool.query<{ serial: number }>(
    'select serial from submission.submission order by serial',
  );
  expect(rows.map(({ serial }) => serial)).toEqual(rows.map((_, index) => index + 1));
});

test('the database refuses to change, delete or empty what was submitted, whoever asks', async () => {
  const { submissionId } = await sampleSubmission(house, { name: newName() });
  const tries = [
    `update submission.submission set content = '{}' where id = '${submissionId}'`,
    `update submission.submission set number = 'S-1' where id = '${submissionId}'`,
    `delete from submission.submission where id = '${submissionId}'`,
    'truncate submission.submission cascade',
  ];
  for (const statement of tries) {
    await expect(house.pool.query(statement), statement).rejects.toThrow(/never changes/);
  }
});

test('the database refuses a copy whose hash is not that of its content', async () => {
  const { submissionId } = await sampleSubmission(house, { name: newName() });
  const forged = house.pool.query(
    `insert into submission.submission select gen_random_uuid(), portfolio_id, person_id, programme_id, edition_id, pathway_id,
      year, 9999, 'S-2026-9999', kind, submitted_at, zone, content || ' ', sha256 from submission.submission where id = $1`,
    [submissionId],
  );
  await expect(forged).rejects.toThrow(/submission_hash_is_of_its_content/);
});

test('the fingerprint is that of the downloaded file, by node and by the command that the page names', async () => {
  const { submissionId, portfolio, person, sha256 } = await sampleSubmission(house, { name: newName() });
  const { response } = await house.visit(
    `/portfolio/${portfolio.id}/submissions/${submissionId}/submission.json`,
    person,
  );
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  // Written once more by another hand from the page docs/submission-hash.md: names sorted, no space between things.
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : value && typeof value === 'object'
        ? Object.fromEntries(
            Object.keys(value)
              .sort()
              .map((name) => [name, sorted((value as Record<string, unknown>)[name])]),
          )
        : value;
  const again = JSON.stringify(sorted(JSON.parse(bytes.toString('utf8'))));
  expect(createHash('sha256').update(again).digest('hex')).toBe(sha256);
  expect(readFileSync('docs/submission-hash.md', 'utf8')).toContain('sha256sum submission.json');
  if (process.platform !== 'linux') return;
  const folder = mkdtempSync(join(tmpdir(), 'waymark-hash-'));
  writeFileSync(join(folder, 'submission.json'), bytes);
  expect(execFileSync('sha256sum', ['submission.json'], { cwd: folder }).toString()).toBe(
    `${sha256}  submission.json\n`,
  );
});

test('what is written after submitting changes the portfolio and not the copy, and is said beside the section', async () => {
  const { submissionId, portfolio, person, sha256 } = await sampleSubmission(house, { name: newName() });
  const path = `/portfolio/${portfolio.id}/submissions/${submissionId}`;
  expect((await house.visit(path, person)).text).not.toContain('Changed in your portfolio since');
  await sampleSection(house, portfolio, 'c2a', { description: 'Quite another text.' }, {});
  const page = await house.visit(path, person);
  expect(page.text).toContain('Changed in your portfolio since');
  expect(page.text).toContain('What I write of c2a');
  expect(page.text).not.toContain('Quite another text');
  expect((await submissionOf(house.db, submissionId))?.sha256).toBe(sha256);
});

test('a submission is taken back until an assessor opens it, and then no more', async () => {
  const first = await sampleSubmission(house, { name: newName() });
  const path = `/portfolio/${first.portfolio.id}/submissions/${first.submissionId}`;
  expect((await house.submit(`${path}/withdraw`, {}, first.person)).status).toBe(303);
  expect((await house.submit(`${path}/withdraw`, {}, first.person)).status).toBe(409);
  const again = await house.submit(`/portfolio/${first.portfolio.id}/submit`, SIGNED, first.person);
  expect(again.status).toBe(303);
  const [second] = await submissionsOf(house.db, first.portfolio.id);
  await house.write((tx) => noteOpened(tx, second?.id ?? ''));
  await house.write((tx) => noteOpened(tx, second?.id ?? ''));
  const late = await house.submit(`${again.location}/withdraw`, {}, first.person);
  expect(late.status).toBe(409);
  expect(late.text).toContain('An assessor has begun to read');
  await expect(house.write((tx) => noteOpened(tx, first.submissionId))).rejects.toThrow('withdrawn');
});

test('opening and taking back at once end in one of the two', async () => {
  const { submissionId, portfolio, person } = await sampleSubmission(house, { name: newName() });
  const path = `/portfolio/${portfolio.id}/submissions/${submissionId}/withdraw`;
  const [withdrawn, opened] = await Promise.all([
    house.submit(path, {}, person).then(({ status }) => status === 303),
    house
      .write((tx) => noteOpened(tx, submissionId))
      .then(
        () => true,
        () => false,
      ),
  ]);
  expect([withdrawn, opened].filter(Boolean)).toHaveLength(1);
  expect(await house.broken()).toEqual([]);
});

test('after a referral the kind is that of the outcome, after a return the same again, after an award a review', async () => {
  const { submissionId, portfolio, person } = await sampleSubmission(house, { name: newName() });
  const submit = async () => {
    const { location = '' } = await house.submit(`/portfolio/${portfolio.id}/submit`, SIGNED, person);
    return (await submissionOf(house.db, location.split('/').at(-1) ?? ''))!;
  };
  await house.write((tx) => noteOutcome(tx, { submissionId, outcomeId: 'referral-minor' }));
  const second = await submit();
  expect(second.kind).toBe('resubmission-after-minor');
  await house.write((tx) => noteReturned(tx, { submissionId: second.id, because: 'A link does not open.' }));
  expect((await house.visit(`/portfolio/${portfolio.id}/submissions/${second.id}`, person)).text).toContain(
    'A link does not open.',
  );
  const third = await submit();
  expect(third.kind).toBe('resubmission-after-minor');
  await house.write((tx) => noteOutcome(tx, { submissionId: third.id, outcomeId: 'pass' }));
  expect((await submit()).kind).toBe('review');
});

test('nobody else finds a submission, its files, its package or its PDF', async () => {
  const { submissionId, portfolio, run } = await sampleSubmission(house, { name: newName() });
  const stranger = await samplePersonWith(
    house,
    run,
    'Strange Ranger',
    'coordinator',
    'mentor',
    'assessor',
    'registrar',
  );
  const base = `/portfolio/${portfolio.id}/submissions/${submissionId}`;
  for (const path of [
    base,
    `${base}/submission.json`,
    `${base}/portfolio.pdf`,
    `${base}/package.zip`,
    `/portfolio/${portfolio.id}/submit`,
    `/portfolio/${portfolio.id}/submit/sign`,
  ]) {
    expect((await house.visit(path, stranger)).status, path).toBe(404);
  }
  expect((await house.submit(`${base}/withdraw`, {}, stranger)).status).toBe(404);
  expect((await house.submit(`/portfolio/${portfolio.id}/submit`, SIGNED, stranger)).status).toBe(404);
  const other = await sampleSubmission(house, { name: newName() });
  expect(
    (await house.visit(`/portfolio/${other.portfolio.id}/submissions/${submissionId}`, other.person)).status,
  ).toBe(404);
});

test('what is withheld is named in the copy, and neither its address nor who appears in it is there', async () => {
  const { person, portfolio } = await whole();
  await house.write((tx) =>
    addEvidence(tx, portfolio, {
      title: 'Letter from a learner',
      shows: 'How it changed her week.',
      link: 'https://example.org/secret-letter',
      permission: 'anonymised',
      peopleShown: 'Nadia Recognisable',
      access: 'withheld',
      usedIn: ['c2b'],
    }),
  );
  await house.submit(`/portfolio/${portfolio.id}/submit`, SIGNED, person);
  const [made] = await submissionsOf(house.db, portfolio.id);
  const copy = JSON.stringify(await snapshotOf(house.db, made?.id ?? ''));
  expect(copy).toContain('Letter from a learner');
  expect(copy).not.toContain('secret-letter');
  expect(copy).not.toContain('Recognisable');
  expect(await house.broken()).toEqual([]);
});
