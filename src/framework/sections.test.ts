import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coverageOf, isCovered, judgedOnce } from './coverage.ts';
import type { Edition } from './edition.ts';
import { cmalt, fellowship } from './samples.ts';
import { repeatsFor, sectionIdOf, sectionsFor } from './sections.ts';
import { guideInWords, standingOf } from './words.ts';

const keysOf = (edition: Edition, pathway: string, counts = {}) =>
  sectionsFor(edition, pathway, counts).map(({ key }) => key);

describe('which sections a pathway has', () => {
  test('CMALT asks for eight core items, one specialist option and no advanced area', () => {
    expect(keysOf(cmalt, 'cmalt')).toEqual([
      'context',
      'c1a',
      'c1b',
      'c1c',
      'c2a',
      'c2b',
      'c3a',
      'c3b',
      'c4a',
      'specialist.1',
      'future',
      'confirm',
    ]);
  });

  test('Senior asks for two specialist options and an advanced area', () => {
    const keys = keysOf(cmalt, 'senior');
    expect(keys.filter((key) => sectionIdOf(key) === 'specialist')).toEqual(['specialist.1', 'specialist.2']);
    expect(keys).toContain('advanced.1');
  });

  test('Associate has neither specialist option nor advanced area, and says that it is unconfirmed', () => {
    expect(keysOf(cmalt, 'associate', { specialist: 2, advanced: 1 }).some((key) => key.includes('.'))).toBe(
      false,
    );
    expect(cmalt.pathways[0]?.unconfirmed).toMatch(/not been able to confirm/);
    expect(cmalt.pathways.filter(({ unconfirmed }) => unconfirmed !== undefined)).toHaveLength(1);
  });

  test('a second copy has its own key and display code, and only the first is required', () => {
    const copies = sectionsFor(cmalt, 'cmalt', { specialist: 2 }).filter(({ section }) => section.repeats);
    expect(copies.map(({ key, code, required }) => [key, code, required])).toEqual([
      ['specialist.1', '5.1', true],
      ['specialist.2', '5.2', false],
    ]);
  });

  test('an item knows its group, and its parts ask questions of their own', () => {
    const slot = sectionsFor(cmalt, 'cmalt').find(({ key }) => key === 'c2b');
    expect(slot?.group).toEqual({ id: 'core2', code: '2', title: 'Learning, teaching and assessment' });
    expect(slot?.components.map(({ id }) => id)).toEqual(['description', 'evidence', 'reflection']);
    expect(slot?.components[2]?.prompts).toEqual(['What had you got wrong about them before?']);
  });

  test('Associate Fellowship offers five areas of which none alone is required', () => {
    const areas = sectionsFor(fellowship, 'associate-fellow').filter(({ group }) => group?.id === 'activity');
    expect(areas.map(({ required }) => required)).toEqual([false, false, false, false, false]);
    expect(areas[0]?.words).toEqual({ max: 700, limit: 'hard' });
  });

  test('Senior Fellowship takes exactly two case studies', () => {
    expect(repeatsFor(fellowship, 'senior-fellow').map(({ min, max }) => [min, max])).toEqual([[2, 2]]);
    expect(keysOf(fellowship, 'senior-fellow', { case: 9 })).toEqual([
      'role',
      'overview',
      'case.1',
      'case.2',
      'statement',
    ]);
  });

  test('however many copies are counted, keys stay unique and copies stay within the bounds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...cmalt.pathways.map((p) => [cmalt, p.id] as const),
          ...fellowship.pathways.map((p) => [fellowship, p.id] as const),
        ),
        fc.dictionary(
          fc.constantFrom('specialist', 'advanced', 'case', 'c1a', 'nothing'),
          fc.integer({ min: -3, max: 12 }),
        ),
        ([edition, pathway], counts) => {
          const keys = keysOf(edition, pathway, counts);
          expect(new Set(keys).size).toBe(keys.length);
          for (const { section, min, max = Infinity } of repeatsFor(edition, pathway)) {
            const copies = keys.filter((key) => sectionIdOf(key) === section.id).length;
            expect(copies).toBeGreaterThanOrEqual(min);
            expect(copies).toBeLessThanOrEqual(max);
          }
        },
      ),
    );
  });

  test('every section asks one or two questions and says what assessors look for', () => {
    for (const { sections } of [cmalt, fellowship]) {
      for (const { kind, prompts, lookFor } of sections) {
        if (kind === 'declaration') continue;
        expect(prompts.length).toBeGreaterThanOrEqual(1);
        expect(lookFor.length).toBeGreaterThanOrEqual(2);
      }
    }
  });
});

describe('tags', () => {
  test('CMALT judges its principles once for the whole; Fellowship maps its dimensions by section', () => {
    expect(judgedOnce(cmalt).map(({ id }) => id)).toEqual(['principles']);
    expect(judgedOnce(fellowship)).toEqual([]);
  });

  test('Associate Fellowship needs V1 and V3 by name, and any two areas', () => {
    const covered = (tags: string[]) => coverageOf(fellowship, 'associate-fellow', tags).map(isCovered);
    expect(covered(['v1', 'v3', 'k1', 'k2', 'k3', 'a2', 'a5'])).toEqual([true, true, true]);
    expect(covered(['v1', 'v2', 'k1', 'k2', 'k4', 'a2', 'a2'])).toEqual([false, false, false]);
  });

  test('more tags never cover less', () => {
    const all = fellowship.tagSets.flatMap(({ tags }) => tags.map(({ id }) => id));
    fc.assert(
      fc.property(fc.subarray(all), fc.subarray(all), (some, others) => {
        const before = coverageOf(fellowship, 'associate-fellow', some).filter(isCovered).length;
        const after = coverageOf(fellowship, 'associate-fellow', [...some, ...others]).filter(
          isCovered,
        ).length;
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

describe('word guides', () => {
  test('a hard limit has no lower end', () => {
    expect(standingOf(3, { min: 100, max: 700, limit: 'hard' })).toBe('below-guide');
    expect(standingOf(701, { max: 700, limit: 'hard' })).toBe('over-limit');
    expect(standingOf(701, undefined)).toBe('fine');
  });

  test('guides are said as guides and limits as limits', () => {
    expect(guideInWords({ min: 200, max: 500, limit: 'soft' })).toBe('about 200 to 500 words');
    expect(guideInWords({ max: 1400, limit: 'hard' })).toBe('at most 1,400 words');
    expect(guideInWords({ limit: 'soft' })).toBeUndefined();
  });
});
