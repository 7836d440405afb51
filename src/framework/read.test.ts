import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findEdition } from './edition.ts';
import { FrameworkProblems } from './problems.ts';
import { loadFrameworks } from './read.ts';
import { readWith, shippedFolder } from './samples.ts';

const CMALT = 'alt-cmalt-2019-07';

function faultsOf(...faults: Parameters<typeof readWith>[1][]) {
  return readWith(CMALT, ...faults).problems.map(({ path, reason }) => `${path}: ${reason}`);
}

describe('reading the shipped files', () => {
  test('both schemes load, each under its own id, and no other', () => {
    const frameworks = loadFrameworks(shippedFolder);
    expect([...frameworks.keys()]).toEqual(['advance-he-psf-2023', 'alt-cmalt-2019-07']);
    expect(findEdition(frameworks, CMALT)?.pathways.map(({ abbreviation }) => abbreviation)).toEqual([
      'ACMALT',
      'CMALT',
      'SCMALT',
    ]);
    expect(findEdition(frameworks, 'alt-cmalt-2031-01')).toBeUndefined();
  });

  test('every edition marks its pathways with different strokes, in order of rank', () => {
    for (const { pathways } of loadFrameworks(shippedFolder).values()) {
      expect(pathways.map(({ blaze }) => blaze)).toEqual(pathways.map((_, at) => at + 1));
    }
  });
});

test('a scheme says how many weeks its assessors have, and one that does not gives them eight', () => {
  const weeks = (text: string) =>
    readWith(CMALT, ['  weeksToLodge: 8\n', text]).edition?.assessors.weeksToLodge;
  expect(weeks('  weeksToLodge: 6\n')).toBe(6);
  expect(weeks('')).toBe(8);
});

describe('a fault is reported with its file, line, path and reason', () => {
  test('a missing title', () => {
    const { problems, edition } = readWith(CMALT, ['title: CMALT Accreditation Framework\n', '']);
    expect(edition).toBeUndefined();
    expect(problems).toEqual([
      { file: `${CMALT}.yaml`, path: 'title', reason: 'This is missing; it must be text.' },
    ]);
  });

  test.each([
    [
      'a misspelt key',
      ['    forWhom: People at', '    forwhom: People at'],
      'pathways[0].forwhom: The key "forwhom" is not known here.',
    ],
    ['an unknown chapter', ['region: ', 'regoin: '], 'regoin: The key "regoin" is not known here.'],
    ['a word where a number belongs', ['rank: 2', 'rank: two'], 'pathways[1].rank: This must be a number.'],
    [
      'a word outside its list',
      ['confidence: A', 'confidence: E'],
      'provenance.sources[0].confidence: This must be "A", "B", "C" or "D".',
    ],
    [
      'a section of an unknown kind',
      ['kind: declaration', 'kind: promise'],
      'sections[8].kind: The "kind" or "rule" here is missing or not one that is known.',
    ],
    [
      'a day that does not exist',
      ['checkedOn: 2026-11-23', 'checkedOn: 2026-02-30'],
      'provenance.checkedOn: This must be a date that exists.',
    ],
    [
      'a zone that does not exist',
      ['timeZone: Europe/London', 'timeZone: Europe/Oxford'],
      'timeZone: This must be a time zone such as Europe/London.',
    ],
    [
      'an unknown section in a pathway',
      ['      core2: required', '      core9: required'],
      'pathways[0].requires.core9: There is no section "core9" in this file.',
    ],
    [
      'an unknown topic type',
      ['topicTypes: [legislation]', 'topicTypes: [law]'],
      'sections[3].items[0].topicTypes[0]: There is no topic type "law" in this file.',
    ],
    [
      'an id used twice',
      ['id: c1b', 'id: c1a'],
      'sections[1].items[1].id: The section "c1a" is already defined above.',
    ],
    [
      'a component that is not there',
      [
        'components: &triad [description, evidence, reflection]',
        'components: &triad [description, evidence, musing]',
      ],
      'sections[1].items[0].components[2]: There is no component "musing" in this file.',
    ],
    [
      'more wanted than allowed',
      ['specialist: { min: 2,', 'specialist: { min: 2, max: 1,'],
      'pathways[2].requires.specialist.min: The min is above the max.',
    ],
    [
      'a count on a section that stands once',
      ['c4a: { examplesMin: 2', 'c4a: { min: 2'],
      'pathways[2].requires.c4a: Only a repeatable section or a case study has a min or a max.',
    ],
    [
      'two pathways of one rank',
      ['rank: 2', 'rank: 1'],
      'pathways[1].rank: Another pathway already has the rank 1.',
    ],
    [
      'more tags wanted than there are',
      ['min: 4, severity', 'min: 5, severity'],
      'pathways[0].coverage[0].min: The set "principles" has only 4 tags.',
    ],
    [
      'a kind that no scale rates',
      ['rates: [item, repeatable, tag]', 'rates: [item, tag]'],
      'sections[5]: This is assessed, but no rating scale rates a section of the kind "repeatable".',
    ],
    [
      'an outcome after an unknown submission',
      ['after: [resubmission-after-major]', 'after: [resubmission-after-mayor]'],
      'outcomes[4].after[0]: There is no submission kind "resubmission-after-mayor" in this file.',
    ],
    [
      'a resubmission that no outcome leads to',
      ['submission: resubmission-after-minor', 'submission: resubmission-after-major'],
      'submissionKinds[1]: No outcome leads to the resubmission "resubmission-after-minor".',
    ],
    [
      'two first submissions',
      ['role: review', 'role: first'],
      'submissionKinds: Exactly one kind must have the role "first".',
    ],
    [
      'a window that closes before it opens',
      ["closes: '2024-01-29T12:00'", 'closes: "2024-01-15T11:00"'],
      'windows[0].windows[12].closes: This window closes before it opens.',
    ],
    [
      'a window outside its spell',
      ["closes: '2024-09-30T12:00'", "closes: '2025-01-07T12:00'"],
      'windows[0].windows[14]: This window lies outside the spell that it is listed in.',
    ],
    [
      'a gap between spells',
      ['until: 2025-01-07', 'until: 2025-01-06'],
      'windows[0].until: This must be 2025-01-07, when the next spell begins.',
    ],
    [
      'a confirmed fee without an amount',
      ['amountPence: 9400', 'amountPence: null'],
      'fees[1].amountPence: A confirmed fee needs an amount.',
    ],
    [
      'two fees for the same days',
      ['rate: reduced', 'rate: standard'],
      'fees[2]: This fee holds on the same days as fees[1].',
    ],
    [
      'a warning above the refusal',
      ['warnAboveMb: 10', 'warnAboveMb: 30'],
      'evidence.warnAboveMb: The size to warn at must be below the size to refuse at.',
    ],
    [
      'an id that is not the scheme and version',
      ["version: '2019-07'", "version: '2031-07'"],
      'id: The id must be the scheme and the version, "alt-cmalt-2031-07".',
    ],
  ] as const)('%s', (_, fault, expected) => {
    expect(faultsOf(fault)).toContain(expected);
  });

  test('the line is that of the fault, or of what stands around it', () => {
    const { problems } = readWith(CMALT, ['rank: 2', 'rank: two']);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.line).toBeGreaterThan(250);
  });

  test('text that is not YAML is reported with its line', () => {
    const { problems } = readWith(CMALT, ['locale: en-GB', 'locale: [en-GB']);
    expect(problems[0]?.path).toBe('(the whole file)');
    expect(problems[0]?.reason).toMatch(/^This is not YAML: /);
    expect(problems[0]?.line).toBeTypeOf('number');
  });

  test('a key that stands twice is reported, not overruled', () => {
    expect(faultsOf(['locale: en-GB', 'locale: en-GB\nlocale: en-GB'])[0]).toContain('not YAML');
  });
});

describe('all problems are reported at once', () => {
  test('faults of shape and of meaning, in different chapters, are all listed', () => {
    const found = faultsOf(
      ['rank: 1', 'rank: first'],
      ['title: Core principles', 'titel: Core principles'],
      ['warnAboveMb: 10', 'warnAboveMb: 25'],
      ['amountPence: 9400', 'amountPence: null'],
    );
    expect(found).toEqual(
      expect.arrayContaining([
        'pathways[0].rank: This must be a number.',
        'tagSets[0].title: This is missing; it must be text.',
        'tagSets[0].titel: The key "titel" is not known here.',
        'evidence.warnAboveMb: The size to warn at must be below the size to refuse at.',
        'fees[1].amountPence: A confirmed fee needs an amount.',
      ]),
    );
    expect(found).toHaveLength(5);
  });

  test('a folder with two faulty files throws once, naming both', () => {
    const folder = mkdtempSync(join(tmpdir(), 'frameworks-'));
    writeFileSync(join(folder, 'one-2020.yaml'), 'id: two-2020\n');
    writeFileSync(join(folder, 'three.yaml'), '- a list\n');
    expect(() => loadFrameworks(folder)).toThrow(FrameworkProblems);
    expect(() => loadFrameworks(folder)).toThrow(
      /one-2020\.yaml, line 1: id: The id must be the name of the file, "one-2020"\./,
    );
    expect(() => loadFrameworks(folder)).toThrow(
      /three\.yaml: \(the whole file\): This must be a set of keys and values\./,
    );
  });

  test('a folder that is not there, or that holds no file, is a problem', () => {
    expect(() => loadFrameworks('/nowhere/at/all')).toThrow(/cannot be read \(ENOENT\)/);
    expect(() => loadFrameworks(mkdtempSync(join(tmpdir(), 'frameworks-')))).toThrow(/holds no \.yaml file/);
  });
});
