import type { ComponentChildren } from 'preact';
import { guideInWords, type Component, type SectionSlot } from '#framework';
import { Autosave, SaveState } from '#look/autosave.tsx';
import { Checkboxes, Radios } from '#look/choice.tsx';
import { ErrorSummary, errorFor } from '#look/error-summary.tsx';
import { Button, Hidden, PostForm } from '#look/form.tsx';
import { Pager } from '#look/pager.tsx';
import { Desk, Details, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { TextField } from '#look/text-field.tsx';
import type { FieldError } from '#platform/forms.ts';
import { MARKS, type SectionState, SectionStateTag, saySectionState, slotName } from '#portfolio';
import { hasTitle, textField } from './section.form.ts';
import type { SectionWriting } from './section-save.ts';
import { WritingField } from './section-field.view.tsx';

export type SectionDesk = {
  readonly path: string;
  readonly portfolioPath: string;
  readonly slot: SectionSlot;
  readonly writing: SectionWriting;
  readonly version: string;
  readonly state: SectionState;
  readonly personId: string;
  /** "14:03", when something was saved today. */
  readonly savedAt: string | undefined;
  readonly errors: readonly FieldError[];
  /** How many texts of another window wait. */
  readonly waiting: number;
  readonly before: SectionSlot | undefined;
  readonly after: SectionSlot | undefined;
  /** The evidence of this section. */
  readonly evidence: ComponentChildren;
  /** What others said of it, and who sees it. */
  readonly feedback: ComponentChildren;
  /** What may be done with a copy of a repeatable section that nothing is in. */
  readonly remove: ComponentChildren;
};

const FORM = 'writing';

/** The writing desk: the section's fields with its evidence between them, and beside it what helps. */
export function SectionView(desk: SectionDesk) {
  const { slot, path, portfolioPath } = desk;
  return (
    <>
      <PageHead
        title={slotName(slot)}
        kicker={
          <>
            <a href={portfolioPath}>Your portfolio</a>
            {slot.group && ` · ${slot.group.code} ${slot.group.title}`}
          </>
        }
        meter={
          <>
            <SectionStateTag state={desk.state} />
            {slot.words && <span>Guide: {guideInWords(slot.words)}</span>}
            <a href={`${path}/history`}>History</a>
            <a href={`${portfolioPath}/read#${anchorOf(slot)}`}>As the assessor will see it</a>
          </>
        }
      />
      <ErrorSummary errors={desk.errors} />
      {desk.waiting > 0 && <Waiting path={path} waiting={desk.waiting} />}
      <Autosave url={path} person={desk.personId} form={FORM}>
        <Desk asideLabel="What helps with this section" aside={<Beside desk={desk} />}>
          <Fields desk={desk} />
        </Desk>
      </Autosave>
      <Neighbours desk={desk} />
      {desk.remove}
    </>
  );
}

/** The place of a slot on the reading page: a key may hold a full stop, which links and styles trip over. */
export function anchorOf(slot: Pick<SectionSlot, 'key'>): string {
  return `section-${slot.key.replace('.', '-')}`;
}

function Waiting({ path, waiting }: { path: string; waiting: number }) {
  return (
    <Inset kind="attention">
      <p>
        {waiting === 1 ? 'A text' : `${waiting} texts`} from another window met this one and was kept beside
        it. <a href={`${path}/both`}>See both and choose</a>
      </p>
    </Inset>
  );
}

function Fields({ desk }: { desk: SectionDesk }) {
  const { slot, writing } = desk;
  return (
    <PostForm action={desk.path} id={FORM} enhance label="Your writing">
      <Hidden name="version" value={desk.version} />
      <Facts desk={desk} />
      {slot.components.map((component) =>
        component.holds === 'words' ? (
          <Writing desk={desk} component={component} />
        ) : (
          <EvidenceBetween component={component}>{desk.evidence}</EvidenceBetween>
        ),
      )}
      <Radios
        name="mark"
        label="This section is"
        inline
        value={writing.mark}
        options={MARKS.map((mark) => ({ value: mark, label: saySectionState(mark) }))}
      />
      <div class="write-bar">
        <Button kind="first">Save</Button>
        <SaveState savedAt={desk.savedAt} />
      </div>
    </PostForm>
  );
}

/** The evidence of the section stands where the scheme puts it; it holds no form, so it may stand inside this one. */
function EvidenceBetween({ component, children }: { component: Component; children: ComponentChildren }) {
  return (
    <section class="field" aria-labelledby="evidence-heading">
      <h2 class="field-heading" id="evidence-heading">
        {component.title}
      </h2>
      <p class="hint">{component.prompts.join(' ')}</p>
      {children}
    </section>
  );
}

function Facts({ desk: { slot, writing, errors } }: { desk: SectionDesk }) {
  return (
    <>
      {slot.topicTypes.length > 1 && (
        <Radios
          name="topicType"
          label="What is it about?"
          inline
          value={writing.topicType || undefined}
          options={slot.topicTypes.map(({ id, title }) => ({ value: id, label: title }))}
          error={errorFor(errors, 'topicType')}
        />
      )}
      {hasTitle(slot) && (
        <TextField
          name="title"
          label={titleLabel(slot)}
          hint={slot.note}
          value={writing.title}
          maxLength={200}
          error={errorFor(errors, 'title')}
        />
      )}
      {slot.section.addresses.map((set) => (
        <Checkboxes
          name="tags"
          label={`Which ${set.title.toLowerCase()} does it show?`}
          values={writing.tags}
          options={set.tags.map(({ id, code, title }) => ({
            value: id,
            label: code ? `${code} ${title}` : title,
          }))}
          error={errorFor(errors, 'tags')}
        />
      ))}
    </>
  );
}

function titleLabel(slot: SectionSlot): string {
  if (slot.candidateTitled) return 'Your own title for this section';
  const [only] = slot.topicTypes;
  return slot.topicTypes.length === 1 && only ? `Its name: ${lowerFirst(only.title)}` : 'Its name';
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function Writing({ desk, component }: { desk: SectionDesk; component: Component }) {
  const { slot, writing, errors } = desk;
  const single = slot.components.length === 1;
  return (
    <WritingField
      name={textField(component.id)}
      label={single ? 'Your text' : component.title}
      hint={single ? slot.prompts.join(' ') : component.prompts.join(' ')}
      text={writing.texts[component.id] ?? ''}
      guide={single ? slot.words?.max : undefined}
      error={errorFor(errors, textField(component.id))}
    />
  );
}

function Beside({ desk: { slot, feedback } }: { desk: SectionDesk }) {
  const parts = slot.components.filter(({ lookFor }) => slot.components.length > 1 && lookFor.length > 0);
  return (
    <>
      {slot.prompts.length > 0 && slot.components.length > 1 && (
        <Section title="To start from">
          <List of={slot.prompts} />
        </Section>
      )}
      <Section title={slot.assessed ? 'What assessors look for' : 'What readers look for'}>
        <List of={slot.lookFor} />
        {parts.map((component) => (
          <Details summary={`A good ${component.title.toLowerCase()}`.replace('good e', 'good piece of e')}>
            <List of={component.lookFor} />
          </Details>
        ))}
      </Section>
      {feedback}
    </>
  );
}

function List({ of }: { of: readonly string[] }) {
  return (
    <ul class="prompts">
      {of.map((words) => (
        <li>{words}</li>
      ))}
    </ul>
  );
}

function Neighbours({ desk: { before, after, portfolioPath } }: { desk: SectionDesk }) {
  const linkTo = (slot: SectionSlot | undefined) =>
    slot && { label: slotName(slot), href: sectionPath(portfolioPath, slot) };
  return <Pager label="Sections" previous={linkTo(before)} next={linkTo(after)} />;
}

/** Where a section is written; the declaration is signed where the whole is submitted. */
export function sectionPath(portfolioPath: string, slot: SectionSlot): string {
  return slot.declaration ? `${portfolioPath}/submit` : `${portfolioPath}/sections/${slot.key}`;
}
