import type { Temporal } from 'temporal-polyfill';
import { sayInstant, sayRelative } from '#calendar';
import type { Person } from '#people';
import { offeredLetter, reservedLetter } from '#place';
import { firstStart, runName, type Run, type Workshop } from '#programme';
import { Actions, Button, ErrorSummary, Hidden, PostForm } from '#look/field.tsx';
import { Details, Empty, Inset, PageHead, Section, Stack } from '#look/page-parts.tsx';
import type { LetterWords } from '#platform/letters.ts';
import type { Refusal } from '#platform/refusal.ts';
import { Lines } from '#application';
import { countOutcomes, isNews, type ReadyMark } from './announce.ts';
import { count } from './words.ts';
import type { Outcome } from './decision.ts';
import { notOfferedLetter } from './decision.letter.ts';
import type { AnnounceCounts } from './rules.ts';

export type AnnounceViewProps = {
  run: Run;
  ready: readonly ReadyMark[];
  /** Marks on applications that can no longer be decided. */
  leftAlone: number;
  counts: AnnounceCounts;
  refusal: Refusal | undefined;
  persons: ReadonlyMap<string, Person>;
  workshops: readonly Workshop[];
  until: Temporal.Instant;
  seen: string;
  trouble: string | undefined;
  now: Temporal.Instant;
};

/** The last look before everybody is told: how many letters, to whom, saying what. */
export function AnnounceView(props: AnnounceViewProps) {
  const { run, ready, leftAlone, refusal, trouble, until, now } = props;
  return (
    <>
      <ErrorSummary errors={trouble ? [{ message: trouble }] : []} />
      <PageHead
        back={{ href: `/desk/${run.id}/decisions`, label: 'Decisions' }}
        kicker={runName(run)}
        title="Announce decisions"
        lede={
          ready.length > 0
            ? `${sayWhat(ready)}. Each person gets one letter, and sees the decision on their own page.`
            : undefined
        }
      />
      {!trouble && refusal && ready.length > 0 && (
        <Inset kind="attention">
          <p>{refusal.says}</p>
        </Inset>
      )}
      {leftAlone > 0 && (
        <Inset>
          <p>{`${count(leftAlone, 'mark')} on applications that were withdrawn or hold a place already: left alone.`}</p>
        </Inset>
      )}
      {ready.length === 0 ? (
        <Empty title="Nothing to announce">
          Marks appear here once you have made them on the page of decisions.
        </Empty>
      ) : (
        <>
          <ByOutcome {...props} outcome="offered" title="Offers">
            {`Places are held until ${sayInstant(until, run.zone)}, ${sayRelative(now, until, run.zone)}.`}
          </ByOutcome>
          <ByOutcome {...props} outcome="reserve" title="Reserve list">
            In this order. Nobody is told their number.
          </ByOutcome>
          <ByOutcome {...props} outcome="not-offered" title="Not offered" />
          {!refusal && <Sending {...props} />}
        </>
      )}
    </>
  );
}

/** "14 decisions: 10 offers, 3 reserve, 1 not offered". */
export function sayWhat(ready: readonly ReadyMark[]): string {
  const { offered, reserve, 'not-offered': no } = countOutcomes(ready);
  const parts = [
    offered > 0 && count(offered, 'offer'),
    reserve > 0 && `${reserve} reserve`,
    no > 0 && `${no} not offered`,
  ].filter(Boolean);
  return `${count(ready.length, 'decision')}: ${parts.join(', ')}`;
}

function ByOutcome(props: AnnounceViewProps & { outcome: Outcome; title: string; children?: string }) {
  const { ready, persons, outcome, title, children } = props;
  const of = ready.filter(({ decision }) => decision.outcome === outcome);
  const [first] = of;
  const Names = outcome === 'reserve' ? 'ol' : 'ul';
  if (!first) return null;
  return (
    <Section title={`${title} (${of.length})`} hint={children}>
      <Names>
        {of.map((mark) => (
          <li>
            {persons.get(mark.application.personId ?? '')?.name}
            {!isNews(mark) && <span class="hint"> told before; no letter</span>}
          </li>
        ))}
      </Names>
      <Details summary={`Read the letter, as ${nameOf(props, first)} would get it`}>
        <LetterPreview words={letterFor(props, first)} />
      </Details>
    </Section>
  );
}

function nameOf({ persons }: AnnounceViewProps, { application }: ReadyMark): string {
  return persons.get(application.personId ?? '')?.name ?? 'the first';
}

function letterFor(props: AnnounceViewProps, mark: ReadyMark): LetterWords {
  const { run, workshops, until, counts } = props;
  const about = { run, application: mark.application, personName: nameOf(props, mark) };
  if (mark.decision.outcome === 'offered')
    return offeredLetter({ ...about, workshops, replyBy: until, fromReserve: false });
  if (mark.decision.outcome === 'reserve') return reservedLetter({ ...about, cutOff: firstStart(workshops) });
  return notOfferedLetter({ ...about, asked: counts.asked });
}

function LetterPreview({ words }: { words: LetterWords }) {
  return (
    <Stack tight>
      <p>
        <strong>{words.subject}</strong>
      </p>
      <p>{words.greeting},</p>
      {words.paragraphs.map((text) => (
        <p>{text}</p>
      ))}
      {words.facts && (
        <ul>
          {words.facts.map(([name, value]) => (
            <li>
              {name}: <Lines text={value} />
            </li>
          ))}
        </ul>
      )}
      {words.action && <p>[{words.action.label}]</p>}
      {words.after?.map((text) => (
        <p>{text}</p>
      ))}
      <p>{words.signedBy}</p>
    </Stack>
  );
}

function Sending({ run, ready, seen }: AnnounceViewProps) {
  const letters = ready.filter(isNews).length;
  return (
    <PostForm action={`/desk/${run.id}/decisions/announce`} label="Announce">
      <Hidden name="seen" value={seen} />
      <Actions>
        <Button kind="first">{`Announce ${count(ready.length, 'decision')} and send ${count(letters, 'letter')}`}</Button>
        <a href={`/desk/${run.id}/decisions`}>Not yet</a>
      </Actions>
    </PostForm>
  );
}
