import type { Temporal } from 'temporal-polyfill';
import { portfolioOf, putSectionFacts, sharePortfolio, writePart, type Portfolio } from '#portfolio';
import type { Tx } from '#platform/database.ts';
import { evidenceMoments } from './play-evidence.ts';
import { feedbackMoments } from './play-feedback.ts';
import type { FeedbackEntry, PortfolioEntry, SectionEntry } from './portfolios-file.ts';
import { on, programmeOn, type Moment, type Stage } from './stage.ts';

/** What people wrote in their portfolios and when, whom they let read it, and what those said. */
export function portfolioMoments(stage: Stage): Moment[] {
  return stage.files.portfolios.flatMap((entry) => [
    ...sectionMoments(stage, entry),
    ...revisionMoments(stage, entry),
    ...shareMoments(stage, entry),
    ...evidenceMoments(stage, entry),
    ...feedbackMoments(stage, entry),
  ]);
}

/** The portfolio of that person. It came with the pathway that they chose. */
export async function portfolioHere(tx: Tx, stage: Stage, person: string): Promise<Portfolio> {
  const portfolio = await portfolioOf(tx, on(stage.persons, person).id, programmeOn(stage).id);
  if (!portfolio) throw new Error(`${person} has no portfolio yet.`);
  return portfolio;
}

function sectionMoments(stage: Stage, entry: PortfolioEntry): Moment[] {
  return Object.keys(entry.sections).flatMap((slot) => {
    const section = sectionIn(entry, slot);
    const at = writtenAt(stage, entry, slot);
    const done: Moment = {
      at,
      what: `${entry.person} writes ${slot}`,
      act: (tx) => write(tx, stage, entry.person, slot, section),
    };
    const draftAt = draftedAt(entry, slot, at);
    if (!draftAt) return [done];
    const draft = beginningOf(
      section,
      entry.feedback.filter((one) => one.section === slot),
    );
    const begun = (tx: Tx) => write(tx, stage, entry.person, slot, draft);
    return [{ at: draftAt, what: `${entry.person} begins ${slot}`, act: begun }, done];
  });
}

function sectionIn({ sections, person }: PortfolioEntry, slot: string): SectionEntry {
  const section = sections[slot];
  if (!section) throw new Error(`${person} has no section ${slot} in demo/portfolios.yaml.`);
  return section;
}

/**
 * When a section stood as it stands: as the file says, or else, of all the time between beginning and submitting, in the
 * order of the sections.
 */
function writtenAt(stage: Stage, entry: PortfolioEntry, slot: string): Temporal.Instant {
  const { updatedAt } = sectionIn(entry, slot);
  if (updatedAt) return updatedAt;
  const slots = Object.keys(entry.sections);
  const end = endOfWriting(stage, entry);
  const share = (slots.indexOf(slot) + 1) / (slots.length + 1);
  const span = end.epochMilliseconds - entry.begunAt.epochMilliseconds;
  return entry.begunAt.add({ milliseconds: Math.round(span * share) });
}

/** Whoever talked a section over with a mentor had finished writing by then; everybody else a day before submitting. */
function endOfWriting(stage: Stage, entry: PortfolioEntry): Temporal.Instant {
  const said = entry.feedback.map(({ at }) => at);
  const submitted = stage.files.assessments.find(({ portfolio }) => portfolio === entry.person)?.submittedAt;
  const last = [...said, ...(submitted ? [submitted] : [])].sort(
    (one, other) => one.epochMilliseconds - other.epochMilliseconds,
  )[0];
  return (last ?? entry.begunAt.add({ hours: 24 * 90 })).subtract({ hours: 24 });
}

/** When the first words of a section were put down. */
export function startedAt(stage: Stage, entry: PortfolioEntry, slot: string): Temporal.Instant {
  const at = writtenAt(stage, entry, slot);
  return draftedAt(entry, slot, at) ?? at;
}

const DAYS_OF_DRAFTING = 8;

/** When a section was first put down, where it was written over several days: always before a mentor spoke of it. */
function draftedAt(entry: PortfolioEntry, slot: string, at: Temporal.Instant): Temporal.Instant | undefined {
  if (!sectionIn(entry, slot).updatedAt) return undefined;
  const spoken = entry.feedback
    .filter((one) => one.section === slot && one.at.epochMilliseconds < at.epochMilliseconds)
    .map((one) => one.at)[0];
  const before = spoken?.subtract({ hours: 40 }) ?? at.subtract({ hours: DAYS_OF_DRAFTING * 24 - 3 });
  return before.epochMilliseconds > entry.begunAt.epochMilliseconds ? before : undefined;
}

/** A section as it was begun: the first half of each text, and as much as a mentor quoted of it. */
function beginningOf(section: SectionEntry, feedback: readonly FeedbackEntry[]): SectionEntry {
  const begin = (part: 'description' | 'reflection' | 'text'): string | undefined => {
    const whole = section[part];
    const quotes = feedback.filter((one) => one.part === part).flatMap(({ quote }) => quote ?? []);
    return whole && firstHalf(whole, quotes);
  };
  return {
    ...section,
    mark: 'drafting',
    description: begin('description'),
    reflection: begin('reflection'),
    text: begin('text'),
  };
}

function firstHalf(whole: string, quotes: readonly string[]): string {
  const paragraphs = whole.split('\n\n');
  const quoted = paragraphs.findLastIndex((one) => quotes.some((quote) => one.includes(quote)));
  return paragraphs.slice(0, Math.max(Math.ceil(paragraphs.length / 2), quoted + 1)).join('\n\n');
}

async function write(
  tx: Tx,
  stage: Stage,
  person: string,
  slot: string,
  section: Partial<SectionEntry>,
): Promise<void> {
  const { id: portfolioId, personId } = await portfolioHere(tx, stage, person);
  const { title, topicType, mark } = section;
  const facts = {
    ...(title ? { title } : {}),
    ...(topicType ? { topicType } : {}),
    ...(mark ? { mark } : {}),
  };
  await putSectionFacts(tx, portfolioId, slot, facts);
  for (const component of ['description', 'reflection', 'text'] as const) {
    const words = section[component]?.trim();
    if (words) await writePart(tx, { portfolioId, slot, component }, { authorId: personId, text: words });
  }
}

function revisionMoments(stage: Stage, { person, revisions }: PortfolioEntry): Moment[] {
  return revisions.map(({ section, at, description, reflection }) => ({
    at,
    what: `${person} writes ${section} again`,
    act: (tx) => write(tx, stage, person, section, { description, reflection, mark: 'ready' }),
  }));
}

function shareMoments(stage: Stage, { person, shares }: PortfolioEntry): Moment[] {
  return shares.map(({ with: mentor, at, until, asks }) => ({
    at,
    what: `${person} shares with ${mentor}`,
    act: async (tx) =>
      sharePortfolio(tx, await portfolioHere(tx, stage, person), {
        withPersonId: on(stage.persons, mentor).id,
        untilDay: until,
        asks,
      }),
  }));
}
