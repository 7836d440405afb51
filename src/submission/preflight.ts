import { Temporal } from 'temporal-polyfill';
import { sayDate, sayInstant } from '#calendar';
import {
  findPermission,
  incompleteness,
  isBegun,
  isHardToOpen,
  isOverused,
  sizeStanding,
  windowsInForce,
  type Edition,
  type SectionSlot,
  type Shortfall,
  type SlotState,
  type SubmissionKind,
} from '#framework';
import { registrationOf, type Registration } from '#registration';
import { now } from '#platform/clock.ts';
import type { Database } from '#platform/database.ts';
import { refuse, type Refusal } from '#platform/refusal.ts';
import {
  editionOf,
  type Evidence,
  evidenceOf,
  linkDoubt,
  type Part,
  partsOf,
  type Portfolio,
  type SectionFacts,
  sectionFactsOf,
  slotName,
  slotsOf,
} from '#portfolio';
import { kindOfNext, type KindAnswer } from './submission-kind.ts';
import { submissionsOf, type Submission } from './submission.sql.ts';

/** Something to mend or to think about before submitting. A blocker stops it; a warning is for the candidate to judge. */
export type Finding = {
  readonly severity: 'blocker' | 'warning';
  readonly code: string;
  readonly says: string;
  /** Where it is mended, and what the link says. */
  readonly href: string;
  readonly mend: string;
};

/** A portfolio laid out for submission: what would be copied, and what stands in the way. */
export type Preflight = {
  readonly portfolio: Portfolio;
  readonly edition: Edition;
  /** The slots that go into a copy: those required, and those begun; never the declaration. */
  readonly slots: readonly SectionSlot[];
  readonly declaration: SectionSlot | undefined;
  readonly parts: readonly Part[];
  readonly facts: readonly SectionFacts[];
  readonly evidence: readonly Evidence[];
  readonly registration: Registration | undefined;
  readonly history: readonly Submission[];
  readonly kind: SubmissionKind | undefined;
  readonly findings: readonly Finding[];
};

/** Reads a portfolio as it stands and judges whether it may be submitted now. Five queries, whatever its size. */
export async function preflight(db: Database, portfolio: Portfolio): Promise<Preflight> {
  const edition = editionOf(portfolio);
  const parts = await partsOf(db, portfolio.id);
  const facts = await sectionFactsOf(db, portfolio.id);
  const evidence = await evidenceOf(db, portfolio.id);
  const history = await submissionsOf(db, portfolio.id);
  const registration = await registrationOf(db, portfolio.personId, portfolio.programmeId);
  const states = slotStates(parts, facts, evidence);
  const all = slotsOf(
    portfolio,
    states.map(({ key }) => key),
  );
  const answer = kindOfNext(edition, portfolio.pathwayId, history, registration?.registeredOn);
  const read = { portfolio, edition, parts, facts, evidence, registration, history, kind: answer.kind };
  const begun = new Set(states.filter((state) => isBegun(state)).map(({ key }) => key));
  return {
    ...read,
    slots: all.filter((slot) => !slot.declaration && (slot.required || begun.has(slot.key))),
    declaration: all.find((slot) => slot.declaration),
    findings: [
      ...standingFindings(read, answer),
      ...textFindings(read, all, states),
      ...evidenceFindings(read, all),
    ],
  };
}

/** Why a portfolio may not be submitted as it stands; nothing where no blocker is left. */
export function refusalToSubmit({ findings }: Pick<Preflight, 'findings'>): Refusal | undefined {
  const [first, ...more] = findings.filter(({ severity }) => severity === 'blocker');
  if (!first) return undefined;
  if (first.code === 'already-submitted') return refuse('already-submitted', first.says);
  const rest =
    more.length === 0
      ? ''
      : ` ${more.length} more ${more.length === 1 ? 'thing stands' : 'things stand'} in the way.`;
  return refuse('incomplete', first.says + rest, 422);
}

type Read = Pick<
  Preflight,
  'portfolio' | 'edition' | 'parts' | 'facts' | 'evidence' | 'registration' | 'kind'
>;

function slotStates(
  parts: readonly Part[],
  facts: readonly SectionFacts[],
  evidence: readonly Evidence[],
): SlotState[] {
  const keys = new Set([
    ...parts.map(({ slot }) => slot),
    ...facts.map(({ slot }) => slot),
    ...evidence.flatMap(({ usedIn }) => usedIn),
  ]);
  return [...keys].map((key) => {
    const fact = facts.find(({ slot }) => slot === key);
    const here = evidence.filter(({ usedIn }) => usedIn.includes(key));
    return {
      key,
      words: Object.fromEntries(
        parts.filter(({ slot }) => slot === key).map((part) => [part.component, part.words]),
      ),
      evidenceCount: here.length,
      permissions: here.map(({ permission }) => permission),
      topicType: fact?.topicType,
      tags: fact?.tags ?? [],
      title: fact?.title,
    };
  });
}

function standingFindings({ portfolio, edition, registration, kind }: Read, answer: KindAnswer): Finding[] {
  const found: Finding[] = [];
  const submissions = `/portfolio/${portfolio.id}/submit#submissions`;
  if (answer.refusal)
    found.push({ severity: 'blocker', href: submissions, mend: 'See it', ...answer.refusal });
  const zone = edition.timeZone;
  const rule = windowsInForce(edition, now());
  if (!answer.refusal && rule?.rule === 'windows' && !rule.openNow) {
    const next = rule.next?.opens
      ? `The next window opens ${sayInstant(rule.next.opens, zone)}.`
      : 'No further window is set.';
    const says = `${edition.awardingBody.name} takes submissions in windows, and none is open. ${next}`;
    found.push({
      severity: 'blocker',
      code: 'window-closed',
      says,
      href: `/frameworks/${edition.id}`,
      mend: 'See the windows',
    });
  }
  const today = now().toZonedDateTimeISO(zone).toPlainDate();
  if (answer.by && Temporal.PlainDate.compare(today, answer.by) > 0)
    found.push(
      warning('resubmission-late', `This was to come back by ${sayDate(answer.by)}.`, submissions, 'See it'),
    );
  if (edition.registration && kind?.role !== 'review')
    found.push(...registrationFindings(registration, zone));
  return found;
}

function registrationFindings(registration: Registration | undefined, zone: string): Finding[] {
  const href = '/registration';
  if (!registration)
    return [
      warning(
        'not-registered',
        'No registration with the awarding body is recorded for you.',
        href,
        'Record it',
      ),
    ];
  if (Temporal.Instant.compare(registration.expires, now()) > 0) return [];
  const says = `Your registration ${registration.reference} ran out ${sayInstant(registration.expires, zone)}.`;
  return [warning('registration-expired', says, href, 'See your registration')];
}

function textFindings(read: Read, all: readonly SectionSlot[], states: SlotState[]): Finding[] {
  const { portfolio, edition, evidence } = read;
  const known = new Set(all.map(({ key }) => key));
  // What the pathway does not ask for is parked: it stays behind and stops nothing.
  const asked = states.filter(({ key }) => known.has(key));
  const evidenceUses = evidence.map(({ usedIn }) => usedIn.filter((key) => known.has(key)).length);
  const state = { slots: asked, declarationSigned: true, evidenceUses: [] };
  const shortfalls = incompleteness(edition, portfolio.pathwayId, state).filter(
    ({ reason }) => reason !== 'permission-unsettled',
  );
  return [
    ...inSections(shortfalls).map((some) => fromShortfalls(portfolio.id, some, all)),
    ...unsettledFinding(read, known),
    ...evidence.flatMap((one, index) => overuse(portfolio.id, edition, one, evidenceUses[index] ?? 0)),
  ];
}

const MISSING_PART = new Set<string>(['not-written', 'no-evidence']);

/** Shortfalls as they are told: the missing parts of one section together, all others each by itself. */
function inSections(shortfalls: readonly Shortfall[]): Shortfall[][] {
  const told: Shortfall[][] = [];
  for (const one of shortfalls) {
    const before = told.at(-1)?.[0];
    const together =
      before && MISSING_PART.has(one.reason) && MISSING_PART.has(before.reason) && before.slot === one.slot;
    if (together) told.at(-1)?.push(one);
    else told.push([one]);
  }
  return told;
}

function fromShortfalls(
  portfolioId: string,
  some: readonly Shortfall[],
  all: readonly SectionSlot[],
): Finding {
  const [first] = some;
  if (!first) throw new RangeError('A finding is of at least one shortfall.');
  const found = fromShortfall(portfolioId, first);
  const slot = all.find(({ key }) => key === first.slot);
  if (some.length === 1 || !slot) return found;
  const titles = slot.components
    .filter(({ id }) => some.some(({ component }) => component === id))
    .map(({ title }) => title.toLowerCase());
  const listed = `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`;
  return { ...found, says: `${slotName(slot)}: ${listed} are still missing.` };
}

function unsettledFinding({ portfolio, edition, evidence }: Read, known: ReadonlySet<string>): Finding[] {
  const unsettled = evidence.filter(
    ({ permission, usedIn }) =>
      usedIn.some((key) => known.has(key)) && findPermission(edition, permission)?.settled === false,
  );
  if (unsettled.length === 0) return [];
  const pieces =
    unsettled.length === 1 ? 'One piece of evidence needs' : `${unsettled.length} pieces of evidence need`;
  const href = `/portfolio/${portfolio.id}/evidence#to-settle`;
  return [warning('permission-unsettled', `${pieces} a permission to be settled.`, href, 'Settle it')];
}

function overuse(portfolioId: string, edition: Edition, one: Evidence, uses: number): Finding[] {
  if (!isOverused(edition, uses)) return [];
  const says = `"${one.title}" is used in ${uses} sections; assessors may object.`;
  return [warning('evidence-overused', says, evidencePath(portfolioId, one), 'Look at it')];
}

function fromShortfall(portfolioId: string, { severity, reason, slot, component, says }: Shortfall): Finding {
  const base = `/portfolio/${portfolioId}`;
  const found = { severity, code: reason, says };
  if (slot === undefined) return { ...found, href: base, mend: 'See the portfolio' };
  const section = `${base}/sections/${slot}`;
  if (reason === 'no-evidence') return { ...found, href: `${section}#evidence`, mend: 'Add evidence' };
  return { ...found, href: component ? `${section}#${component}` : section, mend: 'Open the section' };
}

function evidenceFindings({ portfolio, edition, evidence }: Read, all: readonly SectionSlot[]): Finding[] {
  const known = new Set(all.map(({ key }) => key));
  return evidence.flatMap((one) => {
    const href = evidencePath(portfolio.id, one);
    const warn = (code: string, says: string) => warning(code, says, href, 'Look at it');
    if (!one.usedIn.some((key) => known.has(key)))
      return [
        warn('evidence-unused', `"${one.title}" is used in no section, so it will not be in the copy.`),
      ];
    const found: Finding[] = [];
    if (!findPermission(edition, one.permission))
      found.push({
        ...warn('no-permission-state', `"${one.title}" has no permission state of this scheme.`),
        severity: 'blocker',
      });
    if (one.access === 'withheld') return found;
    if (one.file && isHardToOpen(edition, one.file.name))
      found.push(warn('hard-to-open', `"${one.title}" is in a form that assessors may not be able to open.`));
    if (one.file && sizeStanding(edition, one.file.bytes) !== 'fine')
      found.push(
        warn(
          'large-file',
          `"${one.title}" is above ${edition.evidence.warnAboveMb} MB, which is slow to open for some.`,
        ),
      );
    const doubt = one.link ? linkDoubt(one.link) : undefined;
    if (doubt) found.push(warn('link-doubtful', `"${one.title}": ${doubt}`));
    return found;
  });
}

function evidencePath(portfolioId: string, { id }: Evidence): string {
  return `/portfolio/${portfolioId}/evidence/${id}`;
}

function warning(code: string, says: string, href: string, mend: string): Finding {
  return { severity: 'warning', code, says, href, mend };
}
