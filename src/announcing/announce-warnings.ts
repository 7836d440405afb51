import { refusalToDecide, STATE_WORDS, type ApplicationState } from '#application';
import type { Run, Workshop } from '#programme';
import type { MarkToAnnounce } from './announce.sql.ts';
import type { MarkedElsewhere, SharedRank } from './announce-warnings.sql.ts';
import type { Outcome } from '#selection';

/** Something that does not fit together, and whom it is about. */
export type Warning = {
  readonly code:
    'contrary-unsent' | 'contrary-sent' | 'withdrawn' | 'rank-twice' | 'overlap' | 'words-for-another';
  readonly personIds: readonly string[];
  /** What is said after the names. */
  readonly says: string;
};

export type WarningFacts = {
  /** Marks that do not fit together with something. */
  readonly odd: readonly MarkToAnnounce[];
  /** Applications of which a letter has not gone out yet. */
  readonly unsent: ReadonlySet<string>;
  readonly shared: readonly SharedRank[];
  readonly overlapping: readonly (MarkedElsewhere & { readonly runName: string })[];
};

/** Where the next letter is what the one before led to expect, and no contradiction. */
const FOLLOWS: Readonly<Partial<Record<ApplicationState, readonly Outcome[]>>> = {
  submitted: ['offered', 'reserve', 'not-offered'],
  reserve: ['offered', 'reserve'],
  'not-offered': ['not-offered'],
};

/** The same as a list: "submitted:offered". */
export function followsList(): string[] {
  return Object.entries(FOLLOWS).flatMap(([state, outcomes]) =>
    outcomes.map((outcome) => `${state}:${outcome}`),
  );
}

/** Whether a person was told something else before than this mark says. */
export function isContrary({ state, outcome }: Pick<MarkToAnnounce, 'state' | 'outcome'>): boolean {
  return !(FOLLOWS[state] ?? []).includes(outcome);
}

/** What a coordinator should look at before marks are announced; none of it stops them. */
export function warningsOf(facts: WarningFacts): Warning[] {
  const { odd, unsent } = facts;
  const ready = odd.filter((one) => !refusalToDecide(one));
  const leftAlone = odd.filter((one) => refusalToDecide(one));
  const contrary = ready.filter(isContrary);
  const waits = contrary.filter((one) => unsent.has(one.applicationId));
  const told = contrary.filter((one) => !unsent.has(one.applicationId));
  return [
    warn(
      'contrary-unsent',
      waits,
      (one) => `the letter that says “${said(one)}” has not gone out yet, and this one contradicts it.`,
    ),
    warn('contrary-sent', told, (one) => `was told “${said(one)}” before. The new letter contradicts it.`),
    warn('withdrawn', leftAlone, (one) =>
      one.state === 'withdrawn'
        ? 'has withdrawn since. The mark is left alone.'
        : `“${said(one)}” stands already. The mark is left alone.`,
    ),
    facts.shared.map(({ rank, personIds }) => ({
      code: 'rank-twice' as const,
      personIds,
      says: `share number ${rank} of the reserve list. Who asked first is offered a place first.`,
    })),
    warn(
      'overlap',
      facts.overlapping,
      ({ runName: name }) => `has a place on the ${name}, which runs at the same time.`,
    ),
    warn(
      'words-for-another',
      ready.filter((one) => one.hasWordsForAnother),
      () => 'has a letter in words of its own, written while the mark was another. They are not used.',
    ),
  ].flat();
}

function said({ state }: MarkToAnnounce): string {
  return STATE_WORDS[state].words;
}

/** People of whom the same is to be said are one warning. */
function warn<One extends { readonly personId: string }>(
  code: Warning['code'],
  about: readonly One[],
  say: (one: One) => string,
): Warning[] {
  const bySaying = new Map<string, string[]>();
  for (const one of about) {
    const says = say(one);
    bySaying.set(says, [...(bySaying.get(says) ?? []), one.personId]);
  }
  return [...bySaying].map(([says, personIds]) => ({ code, says, personIds }));
}

type Session = Pick<Workshop, 'startsAt' | 'endsAt' | 'cancelledAt'>;

/** Whether two runs meet in time: one’s workshops begin before the other’s are over. */
export function overlap(one: readonly Session[], other: readonly Session[]): boolean {
  const span = (sessions: readonly Session[]) => {
    const live = sessions.filter((session) => !session.cancelledAt);
    return {
      from: Math.min(...live.map((session) => session.startsAt.epochMilliseconds)),
      to: Math.max(...live.map((session) => session.endsAt.epochMilliseconds)),
    };
  };
  const [a, b] = [span(one), span(other)];
  return a.from < b.to && b.from < a.to;
}

/** The runs of these that meet a run in time, by id. */
export function overlappingRuns(
  own: readonly Session[],
  others: ReadonlyMap<string, readonly Session[]>,
  runs: ReadonlyMap<string, Run>,
): Run[] {
  return [...runs.values()].filter((run) => overlap(own, others.get(run.id) ?? []));
}
