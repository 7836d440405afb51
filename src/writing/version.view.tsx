import type { SectionSlot } from '#framework';
import { Actions, Button, ButtonForm, PostForm } from '#look/form.tsx';
import { Empty, PageHead, Prose, Section, Time } from '#look/page-parts.tsx';
import { Pager } from '#look/pager.tsx';
import { DataTable } from '#look/table.tsx';
import { TextField } from '#look/text-field.tsx';
import { sayWords } from '#look/words.ts';
import { readProse } from '#platform/prose.ts';
import { proseView } from '#platform/prose.view.tsx';
import { slotName } from '#portfolio';
import type { Stretch } from './version-diff.ts';

/** A version as it is listed and headed. */
export type VersionFacts = {
  readonly part: string;
  readonly path: string;
  readonly number: number;
  readonly words: number;
  readonly author: string;
  readonly when: { readonly iso: string; readonly words: string };
  readonly name: string | undefined;
  readonly restoredFrom: number | undefined;
  /** The text as it stands now. */
  readonly isNewest: boolean;
};

/** All versions of a section, newest first. */
export function HistoryView({
  slot,
  path,
  versions,
  olderHref,
}: {
  slot: SectionSlot;
  path: string;
  versions: readonly VersionFacts[];
  olderHref: string | undefined;
}) {
  return (
    <>
      <PageHead
        title={historyTitle(slot)}
        back={{ label: slotName(slot), href: path }}
        lede="Every stretch of writing is kept. Putting one back makes a new version, so nothing is ever lost by it."
      />
      <DataTable<VersionFacts>
        caption="Versions, newest first"
        rows={versions}
        empty={<Empty title="Nothing is written yet">Versions appear here as you write.</Empty>}
        columns={[
          {
            key: 'version',
            label: 'Version',
            cell: (one) => (
              <a href={one.path}>
                {one.part} {one.number}
                {one.name && `: ${one.name}`}
              </a>
            ),
          },
          { key: 'when', label: 'Saved', cell: (one) => <Time iso={one.when.iso}>{one.when.words}</Time> },
          { key: 'who', label: 'By', cell: ({ author }) => author },
          { key: 'words', label: 'Words', numeric: true, cell: ({ words }) => words.toLocaleString('en-GB') },
          { key: 'is', label: 'Remarks', narrow: 'plain', cell: remarks },
        ]}
      />
      <Pager
        label="Pages of versions"
        next={olderHref ? { href: olderHref, label: 'Older versions' } : undefined}
      />
    </>
  );
}

/** "History of 1a", or of the title where there is no code. */
export function historyTitle(slot: SectionSlot): string {
  return `History of ${slot.code || slot.title}`;
}

function remarks({ isNewest, restoredFrom }: VersionFacts): string {
  const said = [isNewest && 'As it stands', restoredFrom && `Version ${restoredFrom}, put back`];
  return said.filter(Boolean).join(' · ');
}

export type VersionPageProps = {
  readonly slot: SectionSlot;
  readonly historyPath: string;
  readonly version: VersionFacts;
  readonly text: string;
  /** What it is compared with, and how it differs; nothing for the first version. */
  readonly compared: { readonly with: string; readonly stretches: readonly Stretch[] } | undefined;
  readonly choices: readonly { readonly label: string; readonly href: string; readonly current: boolean }[];
  readonly nameError: string | undefined;
};

/** One version: what changed in it, its text, its name, and putting it back. */
export function VersionView(props: VersionPageProps) {
  const { version, historyPath, compared, choices } = props;
  return (
    <>
      <PageHead
        title={titleOfVersion(version)}
        kicker={slotName(props.slot)}
        back={{ label: 'All versions', href: historyPath }}
        meter={
          <>
            <span>
              Saved <Time iso={version.when.iso}>{version.when.words}</Time> by {version.author}
            </span>
            <span>{sayWords(version.words)}</span>
            {version.name && <strong>{version.name}</strong>}
          </>
        }
      />
      <Section
        title="What changed"
        action={
          <nav class="meter" aria-label="Compare with">
            {choices.map(({ label, href, current }) => (
              <a href={href} aria-current={current ? 'true' : undefined}>
                {label}
              </a>
            ))}
          </nav>
        }
      >
        {compared ? (
          <Compared of={compared} />
        ) : (
          <p>This is the first version: there is nothing before it.</p>
        )}
      </Section>
      <Section title="The text">
        <Prose>{proseView(readProse(props.text))}</Prose>
      </Section>
      <Section title="Keep it findable">
        <PostForm action={`${version.path}/name`} label="Name this version">
          <TextField
            name="name"
            label="A name for this version"
            hint="Such as: as sent to Dana. A named version is never written on."
            optional
            size="half"
            value={version.name}
            maxLength={100}
            error={props.nameError}
          />
          <Actions>
            <Button>Keep this name</Button>
          </Actions>
        </PostForm>
        {!version.isNewest && (
          <ButtonForm
            action={`${version.path}/restore`}
            confirm={{
              question: 'Put this version back?',
              detail: 'The text as it stands stays in the history.',
              yes: 'Put it back',
            }}
          >
            Put this version back
          </ButtonForm>
        )}
      </Section>
    </>
  );
}

/** A version's heading. */
export function titleOfVersion({ part, number }: VersionFacts): string {
  return `${part}, version ${number}`;
}

function Compared({ of }: { of: { readonly with: string; readonly stretches: readonly Stretch[] } }) {
  const changed = of.stretches.some(({ kind }) => kind !== 'same');
  if (!changed) return <p>Nothing, compared with {of.with}.</p>;
  return (
    <>
      <p class="hint">
        Compared with {of.with}: <del>struck through</del> was taken out, <ins>underlined</ins> was put in.
      </p>
      <div class="compared" role="region" aria-label="What changed" tabIndex={0}>
        <StretchesView stretches={of.stretches} as="change" />
      </div>
    </>
  );
}

/** The most characters of an unchanged stretch that are shown on each side of a change. */
const AROUND = 400;

/**
 * Stretches as text. As a `change`, what went and came is marked so that it is heard too, and long unchanged stretches are
 * shortened; as `plain` text, what differs is only marked.
 */
export function StretchesView({ stretches, as }: { stretches: readonly Stretch[]; as: 'change' | 'plain' }) {
  return (
    <>
      {stretches.map((stretch, at) => {
        if (stretch.kind === 'same')
          return as === 'change' ? shortened(stretch.text, at, stretches) : stretch.text;
        if (as === 'plain') return <mark>{stretch.text}</mark>;
        if (stretch.kind === 'gone') {
          return (
            <del>
              <span class="unseen">taken out: </span>
              {stretch.text}
            </del>
          );
        }
        return (
          <ins>
            <span class="unseen">put in: </span>
            {stretch.text}
          </ins>
        );
      })}
    </>
  );
}

function shortened(text: string, at: number, all: readonly Stretch[]): string {
  if (text.length <= AROUND * 2.5) return text;
  const before = at === 0 ? '' : text.slice(0, AROUND);
  const after = at === all.length - 1 ? '' : text.slice(-AROUND);
  return `${before}\n\n[…]\n\n${after}`;
}
