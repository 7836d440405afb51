import { sayInstant, sayRelative } from '#calendar';
import { STATE_WORDS } from '#application';
import type { Person } from '#people';
import { runName } from '#programme';
import { Button, ButtonLink, ErrorSummary } from '#look/field.tsx';
import { Empty, Inset, PageHead, Section } from '#look/page-parts.tsx';
import { Pager } from '#look/pager.tsx';
import { StateTag } from '#look/state.tsx';
import { ChooseBar, DataTable, type Column } from '#look/table.tsx';
import { Tabs } from '#look/tabs.tsx';
import { now } from '#platform/clock.ts';
import { MOST_NAMED, type Announcing } from './announce-gather.ts';
import type { Warning } from './announce-warnings.ts';
import type { MarkToAnnounce } from './announce.sql.ts';
import { inAll, isNews, type Tally } from './tally.ts';
import type { Outcome } from '#selection';
import { count, OUTCOME_WORDS } from '#selection';

type Persons = ReadonlyMap<string, Person>;

export type AnnounceViewProps = Announcing & {
  persons: Persons;
  shown: readonly MarkToAnnounce[];
  cut: {
    outcome: Outcome | undefined;
    showHeld: boolean;
    page: number;
    last: number;
    total: number;
    perPage: number;
  };
  trouble: string | undefined;
};

/** Before everybody is told: how many letters of each kind, to whom, what does not fit, and each letter a click away. */
export function AnnounceView(props: AnnounceViewProps) {
  const { ground, tally, refusal, trouble } = props;
  const { run } = ground;
  const { ready, held, leftAlone, letters } = tally;
  return (
    <>
      <ErrorSummary errors={trouble ? [{ message: trouble }] : []} />
      <PageHead
        back={{ href: `/desk/${run.id}/decisions`, label: 'Decisions' }}
        kicker={runName(run)}
        title="Announce decisions"
        lede={
          ready > 0
            ? `${sayWhat(tally)}. Each person gets one letter, and sees the decision on their own page.`
            : undefined
        }
        actions={
          ready > 0 &&
          !refusal && (
            <ButtonLink kind="first" href={`/desk/${run.id}/decisions/announce/confirm`}>
              {`Go on to send ${count(inAll(letters), 'letter')}`}
            </ButtonLink>
          )
        }
      />
      {!trouble && refusal && ready > 0 && (
        <Inset kind="attention">
          <p>{refusal.says}</p>
        </Inset>
      )}
      <Warnings {...props} />
      {ready + held + leftAlone === 0 && (
        <Empty title="Nothing to announce">
          Marks appear here once you have made them on the page of decisions.
        </Empty>
      )}
      {ready + held > 0 && <Letters {...props} />}
    </>
  );
}

/** "14 decisions: 10 offers, 3 reserve, 1 not offered". */
export function sayWhat({ ready, outcomes }: Tally): string {
  const { offered, reserve, 'not-offered': no } = outcomes;
  const parts = [
    offered > 0 && count(offered, 'offer'),
    reserve > 0 && `${reserve} reserve`,
    no > 0 && `${no} not offered`,
  ].filter(Boolean);
  return `${count(ready, 'decision')}: ${parts.join(', ')}`;
}

/** What does not fit together, each in a sentence with names. */
export function Warnings({ warnings, persons }: { warnings: readonly Warning[]; persons: Persons }) {
  if (warnings.length === 0) return null;
  return (
    <Inset kind="attention">
      <p>
        <strong>Look at this first</strong>
      </p>
      <ul>
        {warnings.map((one) => (
          <li>{`${namesOf(one, persons)}: ${one.says}`}</li>
        ))}
      </ul>
    </Inset>
  );
}

function namesOf({ personIds }: Warning, persons: Persons): string {
  const names = personIds.slice(0, MOST_NAMED).map((id) => persons.get(id)?.name ?? 'Somebody');
  const more = personIds.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function Letters(props: AnnounceViewProps) {
  const { ground, tally, shown, cut } = props;
  const { run } = ground;
  const base = `/desk/${run.id}/decisions/announce`;
  const { ready, held, outcomes } = tally;
  const tab = (label: string, query: string, current: boolean, number: number) => ({
    label,
    href: `${base}${query}`,
    current,
    count: number,
  });
  const open = !cut.showHeld;
  return (
    <Section title="Letters" hint={sayHold(props)}>
      <Tabs
        label="Letters by kind"
        tabs={[
          tab('All', '', open && !cut.outcome, ready),
          ...(['offered', 'reserve', 'not-offered'] as const)
            .filter((one) => outcomes[one] > 0)
            .map((one) =>
              tab(OUTCOME_WORDS[one].words, `?outcome=${one}`, open && cut.outcome === one, outcomes[one]),
            ),
          ...(held > 0 ? [tab('Held back', '?show=held', cut.showHeld, held)] : []),
        ]}
      />
      <ChooseBar id="hold" action={`${base}/hold`}>
        {cut.showHeld ? (
          <Button name="held" value="no">
            Let these go
          </Button>
        ) : (
          <Button name="held" value="yes">
            Hold these back
          </Button>
        )}
      </ChooseBar>
      <DataTable
        caption="Letters"
        hideCaption
        columns={columnsFor(props)}
        rows={shown}
        rowKey={(one) => one.applicationId}
        choose={{
          form: 'hold',
          name: 'application',
          value: (one) => one.applicationId,
          label: (one) => `Choose ${nameOf(props.persons, one)}`,
        }}
        empty={<Empty title="No letter of this kind">Choose another kind above.</Empty>}
      />
      <Pages {...cut} base={base} />
    </Section>
  );
}

function sayHold({ ground }: AnnounceViewProps): string {
  const { replyBy, run } = ground;
  return `Sent now, offers are held until ${sayInstant(replyBy, run.zone)}, ${sayRelative(now(), replyBy, run.zone)}. A letter held back stays a pending decision.`;
}

function nameOf(persons: Persons, { personId }: MarkToAnnounce): string {
  return persons.get(personId)?.name ?? 'Somebody';
}

function columnsFor({ ground, persons }: AnnounceViewProps): Column<MarkToAnnounce>[] {
  const base = `/desk/${ground.run.id}/decisions/announce`;
  return [
    {
      key: 'name',
      label: 'To',
      rowHeader: true,
      cell: (one) => <a href={`${base}/${one.applicationId}`}>{nameOf(persons, one)}</a>,
    },
    {
      key: 'outcome',
      label: 'Letter',
      narrow: 'beside',
      cell: (one) => {
        const { kind, words } = OUTCOME_WORDS[one.outcome];
        return <StateTag kind={kind}>{one.reserveRank ? `${words} ${one.reserveRank}` : words}</StateTag>;
      },
    },
    {
      key: 'told',
      label: 'Told so far',
      cell: (one) =>
        isNews(one) ? (
          one.state === 'submitted' ? (
            'Nothing yet'
          ) : (
            STATE_WORDS[one.state].words
          )
        ) : (
          <span class="hint">The same; no letter</span>
        ),
    },
    { key: 'words', label: 'Words', cell: (one) => (one.own ? 'Its own' : <span class="hint">Usual</span>) },
  ];
}

function Pages({
  base,
  outcome,
  showHeld,
  page,
  last,
  total,
  perPage,
}: AnnounceViewProps['cut'] & { base: string }) {
  const to = (number: number) => {
    const query = new URLSearchParams({
      ...(outcome ? { outcome } : {}),
      ...(showHeld ? { show: 'held' } : {}),
      page: String(number),
    });
    return `${base}?${query.toString()}`;
  };
  const from = (page - 1) * perPage;
  return (
    <Pager
      label="Pages of letters"
      position={`${from + 1} to ${Math.min(total, from + perPage)} of ${total}`}
      previous={page > 1 ? { href: to(page - 1), label: `Page ${page - 1}` } : undefined}
      next={page < last ? { href: to(page + 1), label: `Page ${page + 1}` } : undefined}
    />
  );
}
