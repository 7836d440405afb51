import {
  findSection,
  PathwayBlaze,
  pathwayOf,
  sectionIdOf,
  type Edition,
  type SectionSlot,
} from '#framework';
import { PageHead, Prose } from '#look/page-parts.tsx';
import { sayWords } from '#look/words.ts';
import { readProse } from '#platform/prose.ts';
import { proseView } from '#platform/prose.view.tsx';
import { type Part, type Portfolio, type SectionFacts, slotName } from '#portfolio';
import { anchorOf } from './section.view.tsx';

/** A piece of evidence as a reader sees it named. */
export type ReadEvidence = {
  readonly title: string;
  readonly shows: string;
  readonly slots: readonly string[];
};

export type ReadProps = {
  readonly portfolio: Portfolio;
  readonly edition: Edition;
  readonly slots: readonly SectionSlot[];
  readonly facts: readonly SectionFacts[];
  readonly parts: readonly Part[];
  readonly evidence: readonly ReadEvidence[];
  readonly candidate: string;
  readonly back: { readonly label: string; readonly href: string };
};

/** The whole portfolio in order, as an assessor will read it. */
export function ReadView(props: ReadProps) {
  const { portfolio, edition, slots, parts, candidate, back } = props;
  const pathway = pathwayOf(edition, portfolio.pathwayId);
  const words = parts.filter(({ slot }) => slots.some(({ key }) => key === slot));
  const shown = slots.filter(({ declaration }) => !declaration);
  return (
    <>
      <PageHead
        title={`Portfolio of ${candidate}`}
        back={back}
        meter={
          <>
            <PathwayBlaze pathway={pathway} />
            <span>{sayWords(words.reduce((sum, part) => sum + part.words, 0))}</span>
            <span>{edition.title}</span>
          </>
        }
      />
      <nav class="read-contents" aria-label="Contents">
        <ol>
          {shown.map((slot) => (
            <li>
              <a href={`#${anchorOf(slot)}`}>{headingOf(slot, factsOf(props, slot))}</a>
            </li>
          ))}
        </ol>
      </nav>
      {shown.map((slot) => (
        <ReadSection props={props} slot={slot} />
      ))}
    </>
  );
}

function ReadSection({ props, slot }: { props: ReadProps; slot: SectionSlot }) {
  const facts = factsOf(props, slot);
  const single = slot.components.length === 1;
  return (
    <section class="read-section" id={anchorOf(slot)} aria-labelledby={`${anchorOf(slot)}-title`}>
      {slot.group && (
        <p class="kicker">
          {slot.group.code} {slot.group.title}
        </p>
      )}
      <h2 id={`${anchorOf(slot)}-title`}>{headingOf(slot, facts)}</h2>
      {facts?.title && !slot.candidateTitled && <p class="lede">{facts.title}</p>}
      <Addressed slot={slot} facts={facts} />
      {slot.components.map(({ id, title, holds }) => (
        <>
          {!single && <h3>{title}</h3>}
          {holds === 'evidence' ? (
            <ReadEvidenceList items={props.evidence.filter(({ slots }) => slots.includes(slot.key))} />
          ) : (
            <ReadText
              text={props.parts.find((one) => one.slot === slot.key && one.component === id)?.text}
              below={single ? 2 : 3}
            />
          )}
        </>
      ))}
    </section>
  );
}

function Addressed({ slot, facts }: { slot: SectionSlot; facts: SectionFacts | undefined }) {
  const shown = slot.section.addresses.flatMap(({ tags }) =>
    tags.filter(({ id }) => facts?.tags.includes(id)),
  );
  if (shown.length === 0) return null;
  return (
    <p class="hint">
      Shows: {shown.map(({ code, title }) => (code ? `${code} ${title}` : title)).join('; ')}
    </p>
  );
}

function ReadText({ text, below = 3 }: { text: string | undefined; below?: number }) {
  if (!text?.trim()) return <p class="hint">Nothing is written here yet.</p>;
  return <Prose>{proseView(readProse(text), { headingBase: below + 1 })}</Prose>;
}

function ReadEvidenceList({ items }: { items: readonly ReadEvidence[] }) {
  if (items.length === 0) return <p class="hint">No evidence yet.</p>;
  return (
    <ul class="read-evidence">
      {items.map(({ title, shows }) => (
        <li>
          <strong>{title}</strong>
          {shows && <span class="hint"> {shows}</span>}
        </li>
      ))}
    </ul>
  );
}

function factsOf({ facts }: ReadProps, slot: SectionSlot): SectionFacts | undefined {
  return facts.find((one) => one.slot === slot.key);
}

/** A section's heading: a copy that its writer named bears that name. */
function headingOf(slot: SectionSlot, facts: SectionFacts | undefined): string {
  return slot.candidateTitled && facts?.title ? `${slotName(slot)}: ${facts.title}` : slotName(slot);
}

/** Texts that the pathway does not ask for, to be read and copied out of. */
export function ParkedView({
  edition,
  parts,
  portfolioPath,
}: {
  edition: Edition;
  parts: readonly Part[];
  portfolioPath: string;
}) {
  const keys = [...new Set(parts.map(({ slot }) => slot))];
  return (
    <>
      <PageHead
        title="Parked sections"
        back={{ label: 'Your portfolio', href: portfolioPath }}
        lede="Your pathway does not ask for these. They come back, word for word, if you change to one that does."
      />
      {keys.length === 0 && <p>Nothing is parked.</p>}
      {keys.map((key) => (
        <section class="read-section" id={key.replace('.', '-')}>
          <h2>{findSection(edition, sectionIdOf(key))?.title ?? key}</h2>
          {parts
            .filter(({ slot }) => slot === key)
            .map(({ component, text }) => (
              <>
                <h3>{edition.components.find(({ id }) => id === component)?.title ?? 'Text'}</h3>
                <ReadText text={text} />
              </>
            ))}
        </section>
      ))}
    </>
  );
}
