import { sayInstant } from '#calendar';
import { runName, type Run } from '#programme';
import { PageHead, Section, Stack } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { DataTable } from '#look/table.tsx';
import type { LetterKind } from './kind.ts';
import type { TextVersion } from './letter-text.ts';
import { LetterTabs } from './tabs.view.tsx';

type Props = {
  run: Run;
  kinds: readonly LetterKind[];
  own: ReadonlyMap<string, TextVersion>;
};

/** Every kind of letter: when it is written, to whom, and whose words it says. */
export function TextsPage({ run, kinds, own }: Props) {
  return (
    <Stack>
      <PageHead
        title="What letters say"
        kicker={run.programme.name}
        back={{ label: runName(run), href: `/desk/${run.id}` }}
        lede="Each kind of letter has one text for every run of the programme. What you change holds for letters from then on."
      />
      <LetterTabs run={run} tab="letter-texts" />
      <div class="letter-kinds">
        {[...byRoom(kinds)].map(([room, ofRoom]) => (
          <Section title={ROOM_TITLES[room] ?? room}>
            <DataTable
              caption={`Letters: ${ROOM_TITLES[room] ?? room}`}
              hideCaption
              rows={ofRoom}
              columns={[
                {
                  key: 'title',
                  label: 'Letter',
                  rowHeader: true,
                  cell: ({ kind, title }) => <a href={`/desk/${run.id}/letter-texts/${kind}`}>{title}</a>,
                },
                { key: 'when', label: 'Written', cell: ({ when }) => when },
                { key: 'to', label: 'To', cell: ({ to }) => to },
                {
                  key: 'text',
                  label: 'Says',
                  cell: ({ kind }) => <Whose version={own.get(kind)} run={run} />,
                },
                {
                  key: 'goes',
                  label: 'Goes out',
                  narrow: 'beside',
                  cell: ({ kind }) => <Goes version={own.get(kind)} />,
                },
              ]}
            />
          </Section>
        ))}
      </div>
    </Stack>
  );
}

/** The corridor's own words for what a room's letters are about. */
const ROOM_TITLES: Readonly<Record<string, string>> = {
  programme: 'Questions to the team',
  notice: 'Word of the next run',
  application: 'Applications',
  place: 'Places and the reserve list',
  announcing: 'Decisions',
  workshop: 'Workshops',
  registration: 'Registration',
  portfolio: 'Portfolios',
  submission: 'Submissions',
  'office-hours': 'Office hours',
  assessment: 'Assessment',
  award: 'Awards',
};

function byRoom(kinds: readonly LetterKind[]): ReadonlyMap<string, readonly LetterKind[]> {
  return Map.groupBy(kinds, ({ kind }) => kind.split('.')[0] ?? '');
}

function Whose({ version, run }: { version: TextVersion | undefined; run: Run }) {
  if (!version || version.isDefault || !version.writtenAt) return <>the default</>;
  return (
    <>
      your own: {version.writtenBy ?? 'somebody'}, {sayInstant(version.writtenAt, run.zone)}
    </>
  );
}

function Goes({ version }: { version: TextVersion | undefined }) {
  return version?.waits ? (
    <StateTag kind="waiting">after somebody looks</StateTag>
  ) : (
    <StateTag kind="done">by itself</StateTag>
  );
}
