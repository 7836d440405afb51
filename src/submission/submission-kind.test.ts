import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { beforeAll, expect, test } from 'vitest';
import { findEdition, frameworksOnFile, isAward, nextSubmissionKind, type Edition } from '#framework';
import { useSettings } from '#platform/config.ts';
import { testSettings } from '#test/house.ts';
import { kindOfNext, type PastSubmission } from './submission-kind.ts';

let editions: Edition[];
beforeAll(() => {
  useSettings(testSettings());
  editions = ['alt-cmalt-2019-07', 'advance-he-psf-2023'].map((id) => findEdition(frameworksOnFile(), id)!);
});

const AT = Temporal.Instant.from('2026-05-01T10:00:00Z');

/** Any past of a portfolio on its first pathway, newest first; at most the newest still waits. */
function pasts(edition: Edition): fc.Arbitrary<PastSubmission[]> {
  const ended = fc.oneof(
    fc.constantFrom('withdrawn' as const, 'returned' as const).map((how) => ({ how, outcomeId: undefined })),
    fc.constantFrom(...edition.outcomes).map(({ id }) => ({ how: 'decided' as const, outcomeId: id })),
  );
  const pathwayId = edition.pathways[0]!.id;
  const one = ended.map((end) => ({
    id: 'x',
    number: 'S-1',
    kind: 'first',
    pathwayId,
    end: { ...end, because: '', at: AT },
  }));
  const waiting = { id: 'y', number: 'S-2', kind: 'first', pathwayId, end: undefined };
  return fc
    .tuple(fc.array(one, { maxLength: 5 }), fc.boolean())
    .map(([past, waits]) => (waits ? [waiting, ...past] : past));
}

test('for any past of any scheme there is one kind to submit, or one reason against it, never both', () => {
  for (const edition of editions) {
    fc.assert(
      fc.property(
        pasts(edition),
        fc.option(fc.constantFrom('2026-04-30', '2026-05-01', '2026-06-01')),
        (past, day) => {
          const { kind, refusal } = kindOfNext(edition, edition.pathways[0]!.id, past, day ?? undefined);
          expect([kind, refusal].filter(Boolean)).toHaveLength(1);
          expect(kind === undefined || edition.submissionKinds.includes(kind)).toBe(true);
          if (past.some(({ end }) => !end)) expect(refusal?.code).toBe('already-submitted');
        },
      ),
    );
  }
});

test('what was taken back or sent back changes nothing about what may follow', () => {
  for (const edition of editions) {
    fc.assert(
      fc.property(pasts(edition), (past) => {
        const pathwayId = edition.pathways[0]!.id;
        const counted = past.filter(({ end }) => !end || end.how === 'decided');
        expect(kindOfNext(edition, pathwayId, past, undefined)).toEqual(
          kindOfNext(edition, pathwayId, counted, undefined),
        );
      }),
    );
  }
});

test('the kind after each outcome is the one that the scheme names; an award on another pathway begins anew', () => {
  for (const edition of editions) {
    const [pathway, other] = edition.pathways;
    for (const { id: outcomeId } of edition.outcomes) {
      const end = { how: 'decided' as const, outcomeId, because: '', at: AT };
      const past = [{ id: 'x', number: 'S-1', kind: 'first', pathwayId: pathway!.id, end }];
      const answer = kindOfNext(edition, pathway!.id, past, undefined);
      if (!isAward(edition, outcomeId)) expect(answer.kind).toEqual(nextSubmissionKind(edition, outcomeId));
      else expect(kindOfNext(edition, other!.id, past, undefined).kind?.role).toBe('first');
    }
  }
});

test('after an outcome that ends the matter only a registration of that day or later opens it again', () => {
  const [edition] = editions;
  const end = { how: 'decided' as const, outcomeId: 'fail', because: '', at: AT };
  const past = [{ id: 'x', number: 'S-1', kind: 'resubmission-after-major', pathwayId: 'cmalt', end }];
  expect(kindOfNext(edition!, 'cmalt', past, '2026-04-30').refusal?.code).toBe('matter-ended');
  expect(kindOfNext(edition!, 'cmalt', past, '2026-05-02').kind?.role).toBe('first');
});
