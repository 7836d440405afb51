import type { LinkTo } from './layout.tsx';

export type PagerProps = {
  /** "Pages of people", "Sections". */
  label: string;
  /** `label` is what is there: "2a Teaching processes". */
  previous?: LinkTo | undefined;
  next?: LinkTo | undefined;
  /** Where in the list this is: "31 to 60 of 214". */
  position?: string | undefined;
};

/** On and back through a list, one page or one thing at a time. The keys j and k follow it. */
export function Pager({ label, previous, next, position }: PagerProps) {
  if (!previous && !next) return null;
  return (
    <nav class="pager" aria-label={label}>
      {previous && (
        <a class="pager-previous" rel="prev" href={previous.href}>
          <span class="pager-way">Previous</span> <span class="pager-what">{previous.label}</span>
        </a>
      )}
      {position && <span class="pager-position">{position}</span>}
      {next && (
        <a class="pager-next" rel="next" href={next.href}>
          <span class="pager-way">Next</span> <span class="pager-what">{next.label}</span>
        </a>
      )}
    </nav>
  );
}
