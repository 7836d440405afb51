import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { incompleteness, mayBeSubmitted } from './completeness.ts';
import type { PortfolioState, SlotState } from './completeness.ts';
import { TEXT } from './edition.ts';
import type { Edition } from './edition.ts';
import { cmalt, fellowship } from './samples.ts';
import { sectionsFor } from './sections.ts';
import type { SectionSlot } from './sections.ts';

/** A slot filled so that nothing is wanting, with this many words in each part that holds words. */
function filled(slot: SectionSlot, words = 250): SlotState {
  const parts = slot.components.filter(({ holds }) => holds === 'words');
  return {
    key: slot.key,
    words: Object.fromEntries(parts.map(({ id }) => [id, words])),
    evidenceCount: slot.components.some(({ holds }) => holds === 'evidence') ? 1 : 0,
    topicType: slot.topicTypes[0]?.id,
    title: slot.candidateTitled ? 'A title of my own' : undefined,
    tags: slot.section.addresses.flatMap(({ tags }) => tags.map(({ id }) => id)),
  };
}

function filledPortfolio(edition: Edition, pathway: string): PortfolioState {
  return { slots: sectionsFor(edition, pathway).map((slot) => filled(slot)), declarationSigned: true };
}

function change(state: PortfolioState, key: string, changes: Partial<SlotState>): PortfolioState {
  return { ...state, slots: state.slots.map((slot) => (slot.key === key ? { ...slot, ...changes } : slot)) };
}

const reasons = (edition: Edition, pathway: string, state: PortfolioState) =>
  incompleteness(edition, pathway, state).map(({ severity, reason, slot }) =>
    `${severity} ${reason} ${slot ?? ''}`.trim(),
  );

describe('what a portfolio lacks', () => {
  test.each([
    [cmalt, 'associate'],
    [cmalt, 'cmalt'],
    [cmalt, 'senior'],
    [fellowship, 'fellow'],
    [fellowship, 'senior-fellow'],
    [fellowship, 'principal-fellow'],
  ] as const)('%#: an empty one has blockers, and names its unsigned declaration', (edition, pathway) => {
    const lacks = incompleteness(edition, pathway, { slots: [], declarationSigned: false });
    expect(mayBeSubmitted(lacks)).toBe(false);
    expect(lacks.map(({ reason }) => reason)).toContain('declaration-unsigned');
  });

  test('a filled one on each CMALT pathway may be submitted', () => {
    for (const { id } of cmalt.pathways) {
      expect(
        incompleteness(cmalt, id, filledPortfolio(cmalt, id)).filter(
          ({ severity }) => severity === 'blocker',
        ),
      ).toEqual([]);
    }
  });

  test('an item without reflection or without evidence is blocked at that part', () => {
    const whole = filledPortfolio(cmalt, 'cmalt');
    const lacks = incompleteness(
      cmalt,
      'cmalt',
      change(whole, 'c1a', { words: { description: 50 }, evidenceCount: 0 }),
    );
    expect(
      lacks.filter(({ slot }) => slot === 'c1a').map(({ reason, component }) => [reason, component]),
    ).toEqual([
      ['no-evidence', 'evidence'],
      ['not-written', 'reflection'],
    ]);
  });

  test('CMALT accepts a second piece of legislation in 3b; Senior wants a policy', () => {
    const lawIn3b = (pathway: string) =>
      change(filledPortfolio(cmalt, pathway), 'c3b', { topicType: 'legislation' });
    expect(reasons(cmalt, 'cmalt', lawIn3b('cmalt'))).not.toContain('blocker topic-type-not-accepted c3b');
    expect(reasons(cmalt, 'senior', lawIn3b('senior'))).toContain('blocker topic-type-not-accepted c3b');
    const policyIn3a = change(filledPortfolio(cmalt, 'cmalt'), 'c3a', { topicType: 'policy' });
    expect(reasons(cmalt, 'cmalt', policyIn3a)).toContain('blocker topic-type-not-accepted c3a');
  });

  test('a specialist option without title or principle is blocked by the one and warned of the other', () => {
    const bare = change(filledPortfolio(cmalt, 'cmalt'), 'specialist.1', { title: ' ', tags: [] });
    expect(reasons(cmalt, 'cmalt', bare)).toEqual([
      'blocker no-title specialist.1',
      'warning no-tags specialist.1',
      'warning tags-missing',
    ]);
  });

  test('an advanced area on CMALT does not belong there', () => {
    const whole = filledPortfolio(cmalt, 'cmalt');
    const more = {
      ...whole,
      slots: [...whole.slots, { key: 'advanced.1', words: { description: 9 }, evidenceCount: 0 }],
    };
    expect(reasons(cmalt, 'cmalt', more)).toEqual(['blocker not-on-this-pathway advanced.1']);
  });

  test('a third case study is one too many; an empty one is nothing', () => {
    const whole = filledPortfolio(fellowship, 'senior-fellow');
    const third = (words: number) => ({
      ...whole,
      slots: [...whole.slots, { key: 'case.3', words: { [TEXT]: words }, evidenceCount: 0 }],
    });
    expect(reasons(fellowship, 'senior-fellow', third(5))).toContain('blocker too-many-copies case.3');
    expect(reasons(fellowship, 'senior-fellow', third(0))).not.toContain('blocker too-many-copies case.3');
  });

  test('a soft guide warns on both sides and never blocks', () => {
    for (const [words, reason] of [
      [199, 'below-word-guide'],
      [501, 'above-word-guide'],
      [50_000, 'above-word-guide'],
    ] as const) {
      const lacks = incompleteness(
        cmalt,
        'cmalt',
        change(filledPortfolio(cmalt, 'cmalt'), 'future', { words: { [TEXT]: words } }),
      );
      expect(lacks.map((one) => one.reason)).toContain(reason);
      expect(mayBeSubmitted(lacks)).toBe(true);
    }
  });

  test('a hard limit blocks at one word over, for a section and for the whole', () => {
    const fellow = change(filledPortfolio(fellowship, 'fellow'), 'area1', { words: { [TEXT]: 601 } });
    expect(reasons(fellowship, 'fellow', fellow)).toContain('blocker over-word-limit area1');
    const atLimit = change(filledPortfolio(fellowship, 'fellow'), 'area1', { words: { [TEXT]: 600 } });
    expect(reasons(fellowship, 'fellow', atLimit)).not.toContain('blocker over-word-limit area1');
    const long = change(filledPortfolio(fellowship, 'senior-fellow'), 'role', { words: { [TEXT]: 6000 } });
    expect(reasons(fellowship, 'senior-fellow', long)).toContain('blocker over-total-limit');
  });

  test('Associate Fellowship wants exactly two areas: one is too few, three are too many', () => {
    const slots = sectionsFor(fellowship, 'associate-fellow');
    const withAreas = (...areas: string[]): PortfolioState => ({
      slots: slots
        .filter(({ key }) => key === 'role' || areas.includes(key))
        .map((slot) => ({ ...filled(slot), tags: ['v1', 'v3', 'k1', 'k2', 'k3'] })),
      declarationSigned: true,
    });
    const blockers = (state: PortfolioState) =>
      reasons(fellowship, 'associate-fellow', state).filter((reason) => reason.startsWith('blocker'));
    expect(blockers(withAreas('area1'))).toEqual(['blocker choice-too-few', 'blocker tags-missing']);
    expect(blockers(withAreas('area1', 'area4'))).toEqual([]);
    expect(blockers(withAreas('area1', 'area2', 'area4'))).toEqual(['blocker choice-too-many']);
  });

  test('Fellowship is not covered until every dimension is mapped, and the missing ones are named', () => {
    const whole = filledPortfolio(fellowship, 'fellow');
    const mapped = change(whole, 'area2', { tags: ['v1', 'v2', 'v3', 'v5', 'k1', 'k2', 'k3', 'k4', 'k5'] });
    const lacks = incompleteness(fellowship, 'fellow', mapped).filter(
      ({ reason }) => reason === 'tags-missing',
    );
    expect(lacks.map(({ says }) => says)).toEqual([
      'Professional values: not shown yet: V4 (Response to the wider context of higher education).',
    ]);
  });

  test('a referee’s statement that has not come is a warning', () => {
    const state = filledPortfolio(fellowship, 'principal-fellow');
    expect(reasons(fellowship, 'principal-fellow', state)).toEqual(['warning statement-by-other-missing']);
    expect(reasons(fellowship, 'principal-fellow', { ...state, statementsByOthers: { referee: 1 } })).toEqual(
      [],
    );
  });

  test('unsettled permissions and evidence used everywhere are warnings', () => {
    const state = change(filledPortfolio(cmalt, 'cmalt'), 'c1b', {
      permissions: ['given', 'asked', 'never-heard-of'],
    });
    const lacks = incompleteness(cmalt, 'cmalt', { ...state, evidenceUses: [1, 3] });
    expect(lacks.map(({ reason, says }) => [reason, says])).toEqual([
      [
        'permission-unsettled',
        '2 pieces of evidence in 1b Technical knowledge and ability in the use of learning technology need a permission to be settled.',
      ],
      ['evidence-overused', 'Some evidence is used in more than 2 sections; assessors may object.'],
    ]);
  });

  test('a key that someone made up asks for no million copies', () => {
    const state = {
      slots: [{ key: 'specialist.999999999', words: { description: 1 }, evidenceCount: 0 }],
      declarationSigned: true,
    };
    expect(reasons(cmalt, 'cmalt', state)).toContain('blocker not-on-this-pathway specialist.999999999');
  });

  test('adding words, evidence or tags never adds a blocker, short of a hard limit', () => {
    const slots = sectionsFor(cmalt, 'senior');
    const someSlots = fc.subarray(slots.map((slot) => filled(slot)));
    const blockers = (state: PortfolioState) =>
      incompleteness(cmalt, 'senior', state).filter(({ severity }) => severity === 'blocker').length;
    fc.assert(
      fc.property(someSlots, fc.nat({ max: slots.length - 1 }), (present, at) => {
        const extra = slots[at];
        if (!extra) return;
        const more = [...present.filter(({ key }) => key !== extra.key), filled(extra, 5000)];
        expect(blockers({ slots: more, declarationSigned: true })).toBeLessThanOrEqual(
          blockers({ slots: present, declarationSigned: true }),
        );
      }),
    );
  });
});
