import { Details, Inset, Kicker, PageHead, Section, Stack } from '#look/page-parts.tsx';
import type { Edition, Pathway } from './edition.ts';
import { PathwayBlaze } from './pathway-list.view.tsx';
import { coverageInWords, lengthInWords, needInWords } from './scheme-words.ts';
import { repeatsFor, sectionsFor } from './sections.ts';
import type { SectionSlot } from './sections.ts';
import { guideInWords } from './words.ts';

/** One pathway: whom it is for, and section by section what it asks, with our questions and what assessors look for. */
export function PathwayView({ edition, pathway }: { edition: Edition; pathway: Pathway }) {
  const atLeastOne = Object.fromEntries(
    repeatsFor(edition, pathway.id).map(({ section }) => [section.id, 1]),
  );
  const seen = new Set<string>();
  const slots = sectionsFor(edition, pathway.id, atLeastOne).filter(({ section }) => {
    const first = !seen.has(section.id);
    seen.add(section.id);
    return first;
  });
  return (
    <>
      <PageHead
        title={pathway.title}
        kicker={
          <PathwayBlaze
            pathway={pathway}
            label={`${pathway.abbreviation} · ${edition.title}, edition ${edition.version}`}
          />
        }
        lede={pathway.forWhom}
        back={{ label: edition.title, href: `/frameworks/${edition.id}` }}
      />
      {pathway.unconfirmed !== undefined && (
        <Inset kind="attention">
          <p>
            <strong>This pathway is unconfirmed.</strong> {pathway.unconfirmed}
          </p>
        </Inset>
      )}
      <Whole edition={edition} pathway={pathway} />
      {slots.map((slot) => (
        <OneSection pathway={pathway} slot={slot} />
      ))}
      <p class="hint">{edition.textPolicy.says}</p>
    </>
  );
}

function Whole({ edition, pathway }: { edition: Edition; pathway: Pathway }) {
  const total = guideInWords(pathway.totalWords);
  const rules = [
    ...pathway.choices.map(
      ({ title, min, max }) => `${title}: choose ${min === max ? min : `${min} to ${max}`}.`,
    ),
    ...coverageInWords(edition, pathway),
    ...(total === undefined ? [] : [`Length of the whole: ${total}.`]),
    ...pathway.thirdParties.map(({ title, note }) => `${title}: ${note}`),
  ];
  if (rules.length === 0) return null;
  return (
    <Section title="Over the whole portfolio">
      <ul>
        {rules.map((rule) => (
          <li>{rule}</li>
        ))}
      </ul>
    </Section>
  );
}

function OneSection({ pathway, slot }: { pathway: Pathway; slot: SectionSlot }) {
  const { section, group, note, lookFor, declaration } = slot;
  const length = lengthInWords(pathway, section);
  const asked = [group?.title, needInWords(pathway, section), length].filter((part) => part !== undefined);
  return (
    <Section title={`${section.code} ${section.title}`.trim()} id={section.id}>
      <Stack tight>
        <Kicker>{asked.join(' · ')}</Kicker>
        {note !== undefined && <p>{note}</p>}
        {slot.prompts.map((prompt) => (
          <p>{prompt}</p>
        ))}
        {declaration && <Lines lines={declaration.statement} />}
        {lookFor.length > 0 && (
          <>
            <p class="hint">What assessors look for</p>
            <Lines lines={lookFor} />
          </>
        )}
        {slot.components.length > 1 && <Parts slot={slot} />}
      </Stack>
    </Section>
  );
}

function Parts({ slot: { section, components } }: { slot: SectionSlot }) {
  const titles = components.map(({ title }) => title.toLowerCase()).join(', ');
  return (
    <Details summary={`Its parts: ${titles}`}>
      {components.map(({ title, prompts, lookFor }) => (
        <Stack tight>
          <h3>
            {title} <span class="unseen">of {section.title}</span>
          </h3>
          {prompts.map((prompt) => (
            <p>{prompt}</p>
          ))}
          <Lines lines={lookFor} />
        </Stack>
      ))}
    </Details>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((one) => (
        <li>{one}</li>
      ))}
    </ul>
  );
}
