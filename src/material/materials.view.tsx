import { sayInstant } from '#calendar';
import { Button, errorFor, ErrorSummary, PostForm, TextArea, type FieldError } from '#look/field.tsx';
import { Empty, Inset, PageHead, Prose, Section } from '#look/page-parts.tsx';
import { runName, type Run, type Workshop } from '#programme';
import { now } from '#platform/clock.ts';
import { readProse } from '#platform/prose.ts';
import { proseView } from '#platform/prose.view.tsx';
import type { Attendance } from '#workshop';
import { refusalToMakeUp, STANDS_WORDS, type MakingUp, type Material, type Stands } from './material.ts';

export type MaterialsProps = {
  run: Run;
  workshop: Workshop;
  materials: readonly Material[];
  attendance: Attendance | undefined;
  makingUp: MakingUp | undefined;
  words: string;
  errors: readonly FieldError[];
};

/** The heading of the page. */
export function materialsTitle({ number }: Workshop): string {
  return `Materials of workshop ${number}`;
}

/** What belongs to a workshop: before, after, its recording, and how to make it up. */
export function MaterialsView(props: MaterialsProps) {
  const { run, workshop, materials, errors } = props;
  const task = materials.find(({ stands }) => stands === 'task');
  return (
    <>
      <ErrorSummary errors={errors} />
      <PageHead
        title={materialsTitle(workshop)}
        kicker={runName(run)}
        back={{ label: `Workshop ${workshop.number}`, href: `/workshops/${workshop.id}` }}
        lede={workshop.title}
      />
      {materials.length === 0 && (
        <Empty title="There are no materials here yet.">
          <p>What the team puts here, before the workshop and after it, stays here for you.</p>
        </Empty>
      )}
      {(['before', 'after', 'recording'] as const).map((stands) => (
        <Part stands={stands} materials={materials} />
      ))}
      {task && <MakeUp {...props} task={task} />}
    </>
  );
}

function Part({ stands, materials }: { stands: Stands; materials: readonly Material[] }) {
  const items = materials.filter((item) => item.stands === stands);
  if (items.length === 0) return null;
  return (
    <Section title={STANDS_WORDS[stands]}>
      <ul>
        {items.map((item) => (
          <li>
            {item.link ? <a href={item.link}>{item.title}</a> : item.title}
            {item.words && <Prose>{proseView(readProse(item.words), { headingBase: 3 })}</Prose>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function MakeUp(props: MaterialsProps & { task: Material }) {
  const { run, workshop, task, makingUp, attendance, words, errors } = props;
  const handedIn = makingUp !== undefined;
  const refusal = refusalToMakeUp(
    { workshop, attendance: attendance?.state, hasTask: true, handedIn },
    now(),
  );
  return (
    <Section title="If you missed this workshop" hint={task.link && <a href={task.link}>{task.title}</a>}>
      {!task.link && <p>{task.title}</p>}
      {task.words && <Prose>{proseView(readProse(task.words), { headingBase: 3 })}</Prose>}
      {makingUp && (
        <Inset>
          <p>You handed this in on {sayInstant(makingUp.handedInAt, run.zone)}:</p>
          <p>{makingUp.words}</p>
        </Inset>
      )}
      {refusal && !makingUp && <p class="hint">{refusal.says}</p>}
      {!refusal && (
        <PostForm action={`/workshops/${workshop.id}/making-up`}>
          <TextArea
            name="words"
            label="What you did"
            hint="What you watched, read or tried, and what you take from it. The team reads it, and you count as caught up."
            rows={6}
            value={words}
            error={errorFor(errors, 'words')}
          />
          <Button kind="first">I have caught up</Button>
        </PostForm>
      )}
    </Section>
  );
}
