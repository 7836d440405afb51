/** Says a time by the reader's own clock, where it differs from the one that the page says. */
type Clock = { day: string; minutes: number; words: string };

const numbers = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = numbers.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'long',
      hour: 'numeric',
      minute: 'numeric',
      hourCycle: 'h23',
    });
    numbers.set(zone, format);
  }
  return format;
}

function clockAt(ms: number, zone: string): Clock {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const minutes = Number(parts.hour) * 60 + Number(parts.minute);
  return { day: `${parts.weekday} ${parts.day} ${parts.month}`, minutes, words: sayMinutes(minutes) };
}

function sayMinutes(minutes: number): string {
  if (minutes === 720) return '12 noon';
  const hour = Math.floor(minutes / 60);
  const past = minutes % 60 === 0 ? '' : `.${String(minutes % 60).padStart(2, '0')}`;
  return `${hour % 12 === 0 ? 12 : hour % 12}${past}${hour < 12 ? 'am' : 'pm'}`;
}

// 0:00 belongs to either day for most readers: what opens is said a minute later, what closes a minute earlier.
function settle(ms: number, zone: string, edge: 'opens' | 'closes'): Clock {
  const at = clockAt(ms, zone);
  return at.minutes === 0 ? clockAt(ms + (edge === 'opens' ? 60_000 : -60_000), zone) : at;
}

/** The words to stand beside a time in `zone` for a reader in `reader`; undefined where both clocks show the same. */
export function localWords(
  from: number,
  to: number | undefined,
  zone: string,
  reader: string,
  edge: 'opens' | 'closes' = to === undefined ? 'closes' : 'opens',
): string | undefined {
  const differs = (ms: number) => {
    const here = clockAt(ms, zone);
    const there = clockAt(ms, reader);
    return here.minutes !== there.minutes || here.day !== there.day;
  };
  if (!differs(from) && (to === undefined || !differs(to))) return undefined;
  const first = settle(from, reader, edge);
  const last = to === undefined ? undefined : settle(to, reader, 'closes');
  const day = first.day === clockAt(from, zone).day ? '' : `${first.day}, `;
  const end = last === undefined ? '' : ` to ${last.day === first.day ? '' : `${last.day}, `}${last.words}`;
  return `${day}${first.words}${end} (${cityOf(reader)} time)`;
}

function cityOf(zone: string): string {
  return zone === 'Europe/London' ? 'UK' : zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

class LocalTimeElement extends HTMLElement {
  connectedCallback(): void {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const to = this.getAttribute('to');
    const words = localWords(
      Date.parse(this.getAttribute('from') ?? ''),
      to === null ? undefined : Date.parse(to),
      this.getAttribute('zone') ?? '',
      timeZone,
      this.getAttribute('edge') === 'opens' ? 'opens' : undefined,
    );
    if (words !== undefined) this.textContent = `Yours: ${words}`;
  }
}

customElements.define('way-local-time', LocalTimeElement);
