import { beforeAll, expect, test, vi } from 'vitest';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { sayInReaderZone } from '#calendar';

type Words = (from: number, to: number | undefined, zone: string, reader: string) => string | undefined;
let localWords: Words;

beforeAll(async () => {
  // The element itself is the browser's; its words are the same anywhere.
  vi.stubGlobal('HTMLElement', class {});
  vi.stubGlobal('customElements', { define: () => undefined });
  ({ localWords } = await import('./local-time.browser.ts'));
});

const at = (utc: string): number => Temporal.Instant.from(utc).epochMilliseconds;

test('S1.2: a reader in New York sees both times, a reader in London one, on both sides of each clock change', () => {
  const say = (from: string, to: string, reader: string) =>
    localWords(at(from), at(to), 'Europe/London', reader);
  const york = 'America/New_York';
  expect(say('2024-01-18T09:30Z', '2024-01-18T12:30Z', york)).toBe('4.30am to 7.30am (New York time)');
  expect(say('2024-03-12T11:00Z', '2024-03-12T13:00Z', york)).toBe('7am to 9am (New York time)');
  expect(say('2024-04-11T09:00Z', '2024-04-11T11:00Z', york)).toBe('5am to 7am (New York time)');
  expect(say('2024-01-18T09:30Z', '2024-01-18T12:30Z', 'Europe/London')).toBeUndefined();
  expect(say('2024-01-18T09:30Z', '2024-01-18T12:30Z', 'Europe/Lisbon')).toBeUndefined();
});

test('S1.2: a time that falls on another day there says the day', () => {
  const words = localWords(at('2024-01-18T16:00Z'), undefined, 'Europe/London', 'Asia/Tokyo');
  expect(words).toBe('Fri 19 January, 1am (Tokyo time)');
});

test('server and browser say the same of any moment that is the same day in both zones', () => {
  const zones = ['America/New_York', 'Asia/Kolkata', 'Europe/Paris', 'Europe/Lisbon', 'Australia/Lord_Howe'];
  const minutes = fc.integer({ min: 28_000_000, max: 30_000_000 });
  fc.assert(
    fc.property(minutes, fc.constantFrom(...zones), (minute, reader) => {
      const from = Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
      const server = sayInReaderZone(from, 'Europe/London', reader);
      const browser = localWords(from.epochMilliseconds, undefined, 'Europe/London', reader);
      // On another day each says the date in its own words.
      if (server?.includes(' 20')) expect(browser).toMatch(/^(\w{3} \d+ \w+, )?\S+( noon)? \(/);
      else expect(browser).toBe(server);
    }),
  );
});
