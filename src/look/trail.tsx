import type { ComponentChildren } from 'preact';

/** A stage of the way. `count` says how many people stand at it, on a coordinator's desk. */
export type Sign = {
  title: string;
  href?: string | undefined;
  /** Dates and facts, one line each. */
  lines: readonly ComponentChildren[];
  place: 'past' | 'here' | 'ahead';
  count?: { number: number; label: string } | undefined;
};

export type TrailProps = {
  signs: readonly Sign[];
  /** What the list is, for those who hear it: "Your way", "The way through". */
  label: string;
  /** Runs across the page where there is room, and down it where there is not. */
  along?: boolean | undefined;
};

/** The way with its signs: one ordered list, whose drawing says the same as its words. */
export function Trail({ signs, label, along }: TrailProps) {
  return (
    <div class={trailClass(along, signs.length)}>
      <ol class="trail" aria-label={label}>
        {signs.map((sign) => (
          <TrailSign sign={sign} />
        ))}
      </ol>
    </div>
  );
}

/** More signs than stand comfortably in one row are set smaller. */
function trailClass(along: boolean | undefined, signs: number) {
  if (!along) return 'trail-room';
  return signs > 9 ? 'trail-room trail-along trail-long' : 'trail-room trail-along';
}

const SPOKEN = { past: 'Behind you: ', here: 'You are here: ', ahead: '' };

function TrailSign({ sign }: { sign: Sign }) {
  const { title, href, lines, place, count } = sign;
  return (
    <li class={place} aria-current={place === 'here' ? 'step' : undefined}>
      <svg class="sign" viewBox="0 0 24 30" aria-hidden="true">
        <rect x="6" y="2" width="12" height="26" rx="2" />
      </svg>
      <div class="sign-words">
        <p class="sign-title">
          {SPOKEN[place] && <span class="unseen">{SPOKEN[place]}</span>}
          {href ? <a href={href}>{title}</a> : title}
        </p>
        {count && (
          <p class="sign-count">
            <strong>{count.number}</strong> {count.label}
          </p>
        )}
        {lines.map((line) => (
          <p>{line}</p>
        ))}
      </div>
    </li>
  );
}
