import type { ComponentChildren } from 'preact';
import { Time } from './page-parts.tsx';

export type NoteProps = {
  who: string;
  /** Their part in it: "mentor", "lead assessor". */
  role?: string | undefined;
  when: { iso: string; words: string };
  /** The words that the note is about. */
  about?: string | undefined;
  /** Still waits for an answer. */
  open?: boolean | undefined;
  /** Links and small forms: reply, mark as done. */
  actions?: ComponentChildren;
  children: ComponentChildren;
};

/** What somebody said about a text, with who and when. */
export function Note({ who, role, when, about, open, actions, children }: NoteProps) {
  return (
    <article class={open ? 'note note-open' : 'note'}>
      <p class="note-who">
        <strong>{who}</strong>{' '}
        <span class="hint">
          {role && `${role} · `}
          <Time iso={when.iso}>{when.words}</Time>
        </span>
      </p>
      {about && <blockquote class="note-about">{about}</blockquote>}
      <div class="note-words">{children}</div>
      {actions && <div class="note-actions">{actions}</div>}
    </article>
  );
}
