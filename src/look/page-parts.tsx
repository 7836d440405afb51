import type { ComponentChildren } from 'preact';
import type { LinkTo } from './layout.tsx';

/** A small line above or beside a heading: where this is, what kind of thing it is. */
export function Kicker({ children }: { children: ComponentChildren }) {
  return <p class="kicker">{children}</p>;
}

export type PageHeadProps = {
  /** The page's `h1`. */
  title: string;
  kicker?: ComponentChildren;
  /** One or two sentences on what this page is for. */
  lede?: ComponentChildren;
  /** States and facts in one line below the heading. */
  meter?: ComponentChildren;
  actions?: ComponentChildren;
  back?: LinkTo | undefined;
};

/** The start of every page: where am I, what is this, what do I do. */
export function PageHead({ title, kicker, lede, meter, actions, back }: PageHeadProps) {
  return (
    <header class="page-head">
      {back && (
        <a class="back" href={back.href}>
          {back.label}
        </a>
      )}
      {kicker && <Kicker>{kicker}</Kicker>}
      <h1>{title}</h1>
      {lede && <p class="lede">{lede}</p>}
      {meter && <Meter>{meter}</Meter>}
      {actions && <div class="actions">{actions}</div>}
    </header>
  );
}

/** States, counts and times in one quiet line; each child stands apart. */
export function Meter({ children }: { children: ComponentChildren }) {
  return <div class="meter">{children}</div>;
}

export type SectionProps = {
  title: string;
  /** Makes the heading a place that links reach. */
  id?: string | undefined;
  hint?: ComponentChildren;
  /** A link or button beside the heading. */
  action?: ComponentChildren;
  children: ComponentChildren;
};

/** A part of a page under an `h2`. */
export function Section({ title, id, hint, action, children }: SectionProps) {
  return (
    <section class="section" id={id}>
      <div class="section-head">
        <h2>{title}</h2>
        {action}
      </div>
      {hint && <div class="hint">{hint}</div>}
      {children}
    </section>
  );
}

/** Running text: paragraphs, lists and headings at a readable measure. */
export function Prose({ children }: { children: ComponentChildren }) {
  return <div class="prose">{children}</div>;
}

/** Parts below each other, close together. */
export function Stack({ children, tight }: { children: ComponentChildren; tight?: boolean | undefined }) {
  return <div class={tight ? 'stack stack-tight' : 'stack'}>{children}</div>;
}

/** The page's matter, and beside it what helps with it. On a narrow page the side comes after. */
export function Split({
  aside,
  asideLabel,
  children,
}: {
  aside: ComponentChildren;
  asideLabel: string;
  children: ComponentChildren;
}) {
  return (
    <div class="split">
      <div class="split-main">{children}</div>
      <aside class="split-aside" aria-label={asideLabel}>
        {aside}
      </aside>
    </div>
  );
}

/** A writing or assessing desk: the work on the left, what one looks at while working on the right, each scrolling by itself. */
export function Desk({
  aside,
  asideLabel,
  children,
}: {
  aside: ComponentChildren;
  asideLabel: string;
  children: ComponentChildren;
}) {
  return (
    <div class="desk">
      <div class="desk-work">{children}</div>
      <aside class="desk-aside" aria-label={asideLabel}>
        {aside}
      </aside>
    </div>
  );
}

/** A person's home: heading and next step, their way beside it, and everything else below. */
export function HomeDesk({
  next,
  trail,
  children,
}: {
  next: ComponentChildren;
  trail: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <div class="home">
      <div class="home-next">{next}</div>
      <div class="home-trail">{trail}</div>
      <div class="home-rest">{children}</div>
    </div>
  );
}

/** A moment or day: `iso` for machines, the words for people. */
export function Time({ iso, children }: { iso: string; children: ComponentChildren }) {
  return <time datetime={iso}>{children}</time>;
}

/** Something small print that opens on demand. */
export function Details({
  summary,
  open,
  children,
}: {
  summary: string;
  open?: boolean | undefined;
  children: ComponentChildren;
}) {
  return (
    <details class="details" open={open}>
      <summary>{summary}</summary>
      <div class="details-body">{children}</div>
    </details>
  );
}

/** What will be here, and how it gets here. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children && <div class="empty-body">{children}</div>}
    </div>
  );
}

/** An aside that must be read: a caution, a fact to be confirmed, a rule. */
export function Inset({
  kind = 'plain',
  children,
}: {
  kind?: 'plain' | 'attention' | undefined;
  children: ComponentChildren;
}) {
  return <div class={`inset inset-${kind}`}>{children}</div>;
}

/** It is done: the page after an act that cannot be taken back, with its number or date. */
export function Panel({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="panel">
      <h1>{title}</h1>
      {children && <div class="panel-body">{children}</div>}
    </div>
  );
}

/** How far something has come, drawn and in words. */
export function Progress({ value, max, label }: { value: number; max: number; label: string }) {
  return (
    <div class="progress">
      <progress value={value} max={max} aria-label={label} />
      <span aria-hidden="true">{label}</span>
    </div>
  );
}
