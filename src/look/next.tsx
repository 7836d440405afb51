import type { ComponentChildren } from 'preact';
import { ButtonLink } from './form.tsx';
import type { LinkTo } from './layout.tsx';

export type NextProps = {
  title: string;
  /** Why this, why now, how long it takes. */
  why: ComponentChildren;
  /** The page's one filled button: a link, or a form of its own given as `children`. */
  action?: LinkTo | undefined;
  kicker?: string | undefined;
  /** It is lost if it is not done now: in red, and said so. */
  urgent?: boolean | undefined;
  children?: ComponentChildren;
};

/** The one thing to do next. */
export function Next({ title, why, action, urgent, kicker = sayKicker(urgent), children }: NextProps) {
  return (
    <section class={urgent ? 'next next-urgent' : 'next'} aria-labelledby="next">
      <p class="kicker">{kicker}</p>
      <h2 id="next">{title}</h2>
      <p class="next-why">{why}</p>
      {action && (
        <ButtonLink kind="first" href={action.href}>
          {action.label}
        </ButtonLink>
      )}
      {children}
    </section>
  );
}

function sayKicker(urgent: boolean | undefined): string {
  return urgent ? 'Do this now' : 'Do this next';
}
