import type { Run } from '#programme';
import { Tabs } from '#look/tabs.tsx';

/** The two sides of letters: those that were written, and what they say. */
export function LetterTabs({ run, tab }: { run: Run; tab: 'letters' | 'letter-texts' }) {
  const tabs = [
    { path: 'letters', label: 'Outbox' },
    { path: 'letter-texts', label: 'What letters say' },
  ] as const;
  return (
    <Tabs
      label="Letters"
      tabs={tabs.map(({ path, label }) => ({
        label,
        href: `/desk/${run.id}/${path}`,
        current: path === tab,
      }))}
    />
  );
}
