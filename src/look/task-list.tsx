import type { ComponentChildren } from 'preact';
import { StateTag, type StateKind } from './state.tsx';

export type TaskState = 'not-started' | 'in-progress' | 'completed' | 'cannot-start-yet' | 'needs-attention';

export type Task = {
  title: string;
  /** Without one the task cannot be opened (yet). */
  href?: string | undefined;
  state: TaskState;
  hint?: ComponentChildren;
};

const STATES: Record<TaskState, { kind: StateKind; words: string }> = {
  'not-started': { kind: 'waiting', words: 'Not started' },
  'in-progress': { kind: 'now', words: 'In progress' },
  completed: { kind: 'done', words: 'Completed' },
  'cannot-start-yet': { kind: 'closed', words: 'Cannot start yet' },
  'needs-attention': { kind: 'attention', words: 'Needs attention' },
};

/** What there is to do, each with its state. */
export function TaskList({ tasks, label }: { tasks: readonly Task[]; label?: string | undefined }) {
  return (
    <ul class="tasks" aria-label={label}>
      {tasks.map(({ title, href, state, hint }) => (
        <li>
          <div class="task-title">
            {href ? <a href={href}>{title}</a> : title}
            {hint && <p class="hint">{hint}</p>}
          </div>
          <StateTag kind={STATES[state].kind}>{STATES[state].words}</StateTag>
        </li>
      ))}
    </ul>
  );
}
