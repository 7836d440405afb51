import type { SectionSlot } from '#framework';
import { Actions, Button, Hidden, PostForm } from '#look/form.tsx';
import { Inset, PageHead, Time } from '#look/page-parts.tsx';
import { slotName } from '#portfolio';
import { WritingField } from './section-field.view.tsx';
import type { Stretch } from './version-diff.ts';
import { StretchesView } from './version.view.tsx';

/** What stands and what waits for one field, and how they differ. */
export type TwoTexts = {
  readonly id: string;
  readonly part: string;
  /** The form field that it was written in, and the mark of what was written. */
  readonly field: string;
  readonly mark: string;
  readonly stands: string;
  readonly waits: string;
  readonly when: { readonly iso: string; readonly words: string };
  readonly stretches: readonly Stretch[];
  /** Both in one, to start from. */
  readonly joined: string;
};

export type BothProps = {
  readonly path: string;
  readonly slot: SectionSlot;
  readonly two: TwoTexts;
  readonly version: string;
  readonly personId: string;
  readonly chosen: string;
  /** The text moved on while they chose. */
  readonly again: boolean;
};

/** Two texts side by side, marked where they differ, and a field in which to make one of them. */
export function BothView({ path, slot, two, version, personId, chosen, again }: BothProps) {
  return (
    <>
      <PageHead
        title="Two texts met"
        kicker={<a href={path}>{slotName(slot)}</a>}
        lede={`The ${two.part.toLowerCase()} was changed in two windows at once. Nothing is lost: here are both texts.`}
      />
      {again && (
        <Inset kind="attention">
          <p>The text was changed once more while you chose. What you chose is still in the field below.</p>
        </Inset>
      )}
      <div class="two-texts">
        <section class="section">
          <h2 id="stands">As it stands</h2>
          <p class="hint">Saved, and what your portfolio shows now</p>
          <div class="compared" role="region" aria-labelledby="stands" tabIndex={0}>
            <StretchesView stretches={two.stretches.filter(({ kind }) => kind !== 'new')} as="plain" />
          </div>
        </section>
        <section class="section">
          <h2 id="waits">The other text</h2>
          <p class="hint">
            Not saved over it, but kept <Time iso={two.when.iso}>{two.when.words}</Time>
          </p>
          <div class="compared" role="region" aria-labelledby="waits" tabIndex={0}>
            <StretchesView stretches={two.stretches.filter(({ kind }) => kind !== 'gone')} as="plain" />
          </div>
        </section>
      </div>
      <way-settles url={path} person={personId} field={two.field} mark={two.mark} />
      <PostForm action={`${path}/both`} id="choose" label="Choose">
        <Hidden name="version" value={version} />
        <Hidden name="waiting" value={two.id} />
        <WritingField
          name="chosen"
          label="The text to keep"
          hint="Both are in here, one below the other where they differ. Take out what you do not want."
          text={chosen}
        />
        <Actions>
          <Button kind="first" name="which" value="chosen">
            Save this text
          </Button>
          <Button name="which" value="stands">
            Keep it as it stands
          </Button>
          <Button name="which" value="waits">
            Take the other text
          </Button>
        </Actions>
      </PostForm>
    </>
  );
}
