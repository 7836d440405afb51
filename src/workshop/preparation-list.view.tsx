import { sayInstant, sayRelative } from '#calendar';
import { Hidden, PostForm } from '#look/field.tsx';
import { Time } from '#look/page-parts.tsx';
import type { Run } from '#programme';
import { now } from '#platform/clock.ts';
import type { OwnPreparation } from './preparation.ts';

type ListProps = { run: Run; items: readonly OwnPreparation[]; label: string };

/** What is to be prepared, each item with a box to tick: a form of its own, so that it works without scripts. */
export function PreparationList({ run, items, label }: ListProps) {
  return (
    <ul class="preparation" aria-label={label}>
      {items.map((item) => (
        <li id={`prepare-${item.id}`}>
          <Tick item={item} />
          <div class="preparation-words">
            <p>{item.link ? <a href={item.link}>{item.what}</a> : item.what}</p>
            <p class="hint">
              {item.minutes} minutes · by{' '}
              <Time iso={item.dueAt.toString()}>{sayInstant(item.dueAt, run.zone, { year: false })}</Time>
              {!item.tickedAt && ` · ${sayStanding(item, run.zone)}`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function sayStanding(item: OwnPreparation, zone: string): string {
  const isLate = item.dueAt.epochMilliseconds < now().epochMilliseconds;
  return isLate ? `was due ${sayRelative(now(), item.dueAt, zone)}` : sayRelative(now(), item.dueAt, zone);
}

function Tick({ item }: { item: OwnPreparation }) {
  const isDone = item.tickedAt !== undefined;
  return (
    <PostForm action={`/workshops/${item.workshopId}/preparation/${item.id}`} enhance>
      <Hidden name="done" value={isDone ? 'no' : 'yes'} />
      <button
        type="submit"
        class="tick"
        aria-pressed={isDone}
        aria-label={`${isDone ? 'Done' : 'To do'}: ${item.what}`}
        id={`tick-${item.id}`}
      >
        <span class="tick-box" aria-hidden="true" />
        <span>{isDone ? 'Done' : 'To do'}</span>
      </button>
    </PostForm>
  );
}
