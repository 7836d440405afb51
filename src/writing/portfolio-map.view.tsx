import { findSection, PathwayBlaze, pathwayOf, repeatsFor, sectionIdOf, type Edition } from '#framework';
import { Button, ButtonLink, Hidden, PostForm } from '#look/form.tsx';
import { Next } from '#look/next.tsx';
import { PageHead, Section } from '#look/page-parts.tsx';
import { Pips } from '#look/pips.tsx';
import { sayWords } from '#look/words.ts';
import {
  nextSmallStep,
  type PartProgress,
  type Portfolio,
  type Progress,
  SectionStateTag,
  type SlotProgress,
} from '#portfolio';
import { BeforePlaceView, type BeforePlace } from '#registration';
import { sectionPath } from './section.view.tsx';

export type MapProps = {
  readonly portfolio: Portfolio;
  readonly edition: Edition;
  readonly progress: Progress;
};

/** The whole portfolio at one glance: each section by its parts, what comes next, and the ways out of here. */
export function MapView({ portfolio, edition, progress }: MapProps) {
  const path = `/portfolio/${portfolio.id}`;
  const pathway = pathwayOf(edition, portfolio.pathwayId);
  const step = nextSmallStep(progress.slots);
  return (
    <>
      <PageHead
        title="Your portfolio"
        meter={
          <>
            <PathwayBlaze pathway={pathway} label={`${pathway.title} pathway`} />
            <span>{sayWords(progress.words, pathway.totalWords?.max)}</span>
            <span>{readySaid(progress.slots)}</span>
            <a href={`/frameworks/${edition.id}/${pathway.id}`}>
              {edition.title}, edition {edition.version}
            </a>
          </>
        }
      />
      <Next
        title={step.does}
        why={step.why}
        kicker="A small next step"
        action={
          step.slot === undefined
            ? { label: 'Check and submit', href: `${path}/submit` }
            : { label: 'Open it', href: `${path}/sections/${step.slot}` }
        }
      />
      <Section title="The map" id="map" action={<MapLinks path={path} />}>
        <MapTable path={path} slots={progress.slots} />
        <AddCopies path={path} edition={edition} portfolio={portfolio} slots={progress.slots} />
      </Section>
      {progress.parked.length > 0 && <Parked path={path} edition={edition} progress={progress} />}
    </>
  );
}

function MapLinks({ path }: { path: string }) {
  return (
    <div class="actions map-links">
      <a href={`${path}/read`}>Read it whole</a>
      <a href={`${path}/evidence`}>All evidence</a>
      <a href={`${path}/shares`}>Who sees it</a>
      <a href={`${path}/submit`}>Check and submit</a>
    </div>
  );
}

function readySaid(slots: readonly SlotProgress[]): string {
  const written = slots.filter(({ slot }) => !slot.declaration);
  const ready = written.filter(({ state }) => state === 'ready').length;
  return `${ready} of ${written.length} sections ready`;
}

/** The map as a table: a row for each section below its group, a column for each part. */
export function MapTable({ path, slots }: { path: string; slots: readonly SlotProgress[] }) {
  const parts = columnsOf(slots);
  return (
    <div class="table-room">
      <table class="data map" role="table">
        <caption class="unseen">Sections of your portfolio and how far their parts have come</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              Section
            </th>
            {parts.map(({ title }) => (
              <th role="columnheader" scope="col">
                {title}
              </th>
            ))}
            <th role="columnheader" scope="col">
              Comments
            </th>
            <th role="columnheader" scope="col">
              State
            </th>
          </tr>
        </thead>
        {groupsOf(slots).map((group) => (
          <tbody role="rowgroup">
            {group.title && (
              <tr role="row" class="map-group">
                <th role="rowheader" scope="rowgroup" colspan={parts.length + 3}>
                  {group.title}
                </th>
              </tr>
            )}
            {group.slots.map((slot) => (
              <MapRow path={path} slot={slot} parts={parts} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function MapRow({ path, slot, parts }: { path: string; slot: SlotProgress; parts: readonly PartProgress[] }) {
  const { code, title, ownTitle, state } = slot;
  const single = slot.parts.length === 1 ? slot.parts[0] : undefined;
  return (
    <tr role="row" id={`row-${slot.key.replace('.', '-')}`}>
      <th role="rowheader" scope="row" class="cell-name">
        <a href={sectionPath(path, slot.slot)} class={code ? 'map-link' : undefined}>
          {code && <span class="map-code">{code} </span>}
          {ownTitle && slot.slot.candidateTitled ? ownTitle : title}
        </a>
        {ownTitle && !slot.slot.candidateTitled && <span class="hint map-own">{ownTitle}</span>}
      </th>
      {slot.parts.length === 0 && (
        <td role="cell" class="cell-plain" colspan={parts.length}>
          Signed when you submit
        </td>
      )}
      {single && (
        <td role="cell" class="cell-under" colspan={parts.length}>
          <PartCell part={{ ...single, title: 'Text' }} />
        </td>
      )}
      {!single &&
        slot.parts.length > 0 &&
        parts.map((column) => (
          <td role="cell" class="cell-under">
            <PartCell part={slot.parts.find(({ id }) => id === column.id)} />
          </td>
        ))}
      <td role="cell" class={slot.openComments > 0 ? 'cell-under num' : 'cell-out num'}>
        {slot.openComments > 0 && (
          <>
            <span class="cell-label" aria-hidden="true">
              Comments
            </span>
            {slot.openComments} open
          </>
        )}
      </td>
      <td role="cell" class="cell-beside">
        {!slot.slot.declaration && <SectionStateTag state={state} />}
      </td>
    </tr>
  );
}

function PartCell({ part }: { part: PartProgress | undefined }) {
  if (!part) return null;
  const said = part.count === 0 ? 'none yet' : amountSaid(part);
  return (
    <span class="map-part">
      <span class="cell-label" aria-hidden="true">
        {part.title}
      </span>
      <Pips on={part.count > 0 ? 1 : 0} of={1} label={part.count > 0 ? 'There:' : 'Missing:'} />
      <span class={part.count === 0 ? 'map-none' : undefined}>{said}</span>
    </span>
  );
}

function amountSaid({ holds, count }: PartProgress): string {
  if (holds === 'words') return sayWords(count);
  return count === 1 ? '1 piece' : `${count} pieces`;
}

function columnsOf(slots: readonly SlotProgress[]): readonly PartProgress[] {
  const columns = new Map<string, PartProgress>();
  for (const { parts } of slots) {
    if (parts.length > 1) for (const part of parts) if (!columns.has(part.id)) columns.set(part.id, part);
  }
  const [only] = slots[0]?.parts ?? [];
  return columns.size > 0 || !only ? [...columns.values()] : [only];
}

type Group = { id: string; title: string; slots: SlotProgress[] };

function groupsOf(slots: readonly SlotProgress[]): readonly Group[] {
  const groups: Group[] = [];
  for (const one of slots) {
    const group = one.slot.group ?? ownGroup(one);
    const id = group?.id ?? '';
    const last = groups.at(-1);
    if (last?.id === id) last.slots.push(one);
    else groups.push({ id, title: group ? `${group.code} ${group.title}`.trim() : '', slots: [one] });
  }
  return groups;
}

/** The copies of a repeatable section stand below its title, for each bears a title of its own. */
function ownGroup({ slot }: SlotProgress): { id: string; code: string; title: string } | undefined {
  return slot.copy === undefined ? undefined : slot.section;
}

function AddCopies({ path, edition, portfolio, slots }: Copies & { path: string }) {
  const open = repeatsFor(edition, portfolio.pathwayId).filter(({ section, max }) => {
    const copies = slots.filter(({ slot }) => slot.section.id === section.id).length;
    return max === undefined ? copies < 20 : copies < max;
  });
  if (open.length === 0) return null;
  return (
    <div class="actions">
      {open.map(({ section }) => (
        <PostForm action={`${path}/copies`} label={`Add: ${section.title}`}>
          <Hidden name="section" value={section.id} />
          <Button>{`Add another section: ${section.title.toLowerCase()}`}</Button>
        </PostForm>
      ))}
    </div>
  );
}

type Copies = Pick<MapProps, 'edition' | 'portfolio'> & { readonly slots: readonly SlotProgress[] };

function Parked({ path, edition, progress }: { path: string; edition: Edition; progress: Progress }) {
  return (
    <Section
      title="Parked"
      id="parked"
      hint="Your pathway does not ask for these sections. Every word is kept, and comes back if you change to a pathway that does."
    >
      <ul>
        {progress.parked.map(({ key, words }) => (
          <li>
            <a href={`${path}/parked#${key.replace('.', '-')}`}>
              {findSection(edition, sectionIdOf(key))?.title ?? key}
            </a>
            , {sayWords(words)}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export type NoPortfolioProps = {
  /** Whether a pathway is chosen, so that it can be started. */
  readonly mayStart: boolean;
  /** What stands before a place, where there is none. */
  readonly before: BeforePlace | undefined;
};

/** How a portfolio gets here, for somebody who has none yet. */
export function NoPortfolioView({ mayStart, before }: NoPortfolioProps) {
  return (
    <>
      <PageHead
        title="Your portfolio"
        lede={
          mayStart
            ? 'Your pathway is chosen. Start the portfolio, and its sections are laid out here.'
            : 'With a place you choose a pathway, and your portfolio starts: the pathway says which sections it has.'
        }
      />
      {before && <BeforePlaceView before={before} />}
      {mayStart && (
        <PostForm action="/portfolio">
          <Button kind="first">Start your portfolio</Button>
        </PostForm>
      )}
      {!before && !mayStart && (
        <p>
          <ButtonLink kind="first" href="/registration">
            Choose a pathway
          </ButtonLink>
        </p>
      )}
    </>
  );
}
