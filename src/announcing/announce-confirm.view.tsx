import { sayInstant } from '#calendar';
import type { Person } from '#people';
import { runName, type Run } from '#programme';
import { Facts } from '#look/facts.tsx';
import { Actions, Button, Hidden, PostForm } from '#look/field.tsx';
import { PageHead } from '#look/page-parts.tsx';
import { countOutcomes, isNews } from './announce.ts';
import type { Announcing } from './announce-gather.ts';
import { Warnings } from './announce.view.tsx';
import type { MarkToAnnounce } from './announce.sql.ts';
import { count } from '#selection';

export type ConfirmViewProps = Announcing & { persons: ReadonlyMap<string, Person>; seen: string };

/** The last step: the count, restated, and one button that says it again. */
export function ConfirmView({ ground, ready, held, warnings, persons, seen }: ConfirmViewProps) {
  const { run, replyBy } = ground;
  const base = `/desk/${run.id}/decisions/announce`;
  const letters = count(ready.filter(isNews).length, 'letter');
  return (
    <>
      <PageHead
        back={{ href: base, label: 'Announce decisions' }}
        kicker={runName(run)}
        title="Send the letters"
        lede={`You are about to send ${letters}. This cannot be taken back.`}
      />
      <Facts facts={factsOf(run, ready, held.length, replyBy)} />
      <Warnings warnings={warnings} persons={persons} />
      <PostForm action={base} label="Announce">
        <Hidden name="seen" value={seen} />
        <Actions>
          <Button kind="first">{`Announce ${count(ready.length, 'decision')} and send ${letters}`}</Button>
          <a href={base}>Not yet</a>
        </Actions>
      </PostForm>
    </>
  );
}

function factsOf(
  run: Run,
  ready: readonly MarkToAnnounce[],
  held: number,
  replyBy: Announcing['ground']['replyBy'],
) {
  const news = countOutcomes(ready.filter(isNews));
  const silent = ready.filter((one) => !isNews(one)).length;
  return [
    news.offered > 0
      ? { label: 'Offers', value: `${news.offered}, to be answered by ${sayInstant(replyBy, run.zone)}` }
      : undefined,
    news.reserve > 0 ? { label: 'Reserve list', value: String(news.reserve) } : undefined,
    news['not-offered'] > 0 ? { label: 'Not offered', value: String(news['not-offered']) } : undefined,
    silent > 0 ? { label: 'Told before', value: `${silent}, without a letter` } : undefined,
    held > 0 ? { label: 'Held back', value: `${held}, still pending` } : undefined,
  ];
}
