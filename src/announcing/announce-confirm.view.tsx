import { sayInstant } from '#calendar';
import type { Person } from '#people';
import { runName } from '#programme';
import { Facts } from '#look/facts.tsx';
import { Actions, Button, Hidden, PostForm } from '#look/field.tsx';
import { PageHead } from '#look/page-parts.tsx';
import type { Announcing } from './announce-gather.ts';
import { Warnings } from './announce.view.tsx';
import { inAll, type Tally } from './tally.ts';
import { count } from '#selection';

export type ConfirmViewProps = Announcing & { persons: ReadonlyMap<string, Person>; seen: string };

/** The last step: the count, restated, and one button that says it again. */
export function ConfirmView({ ground, tally, warnings, persons, seen }: ConfirmViewProps) {
  const { run } = ground;
  const base = `/desk/${run.id}/decisions/announce`;
  const letters = count(inAll(tally.letters), 'letter');
  return (
    <>
      <PageHead
        back={{ href: base, label: 'Announce decisions' }}
        kicker={runName(run)}
        title="Send the letters"
        lede={`You are about to send ${letters}. This cannot be taken back.`}
      />
      <Facts facts={factsOf(ground, tally)} />
      <Warnings warnings={warnings} persons={persons} />
      <PostForm action={base} label="Announce">
        <Hidden name="seen" value={seen} />
        <Actions>
          <Button kind="first">{`Announce ${count(tally.ready, 'decision')} and send ${letters}`}</Button>
          <a href={base}>Not yet</a>
        </Actions>
      </PostForm>
    </>
  );
}

function factsOf({ run, replyBy }: Announcing['ground'], { letters, ready, held }: Tally) {
  const silent = ready - inAll(letters);
  return [
    letters.offered > 0
      ? { label: 'Offers', value: `${letters.offered}, to be answered by ${sayInstant(replyBy, run.zone)}` }
      : undefined,
    letters.reserve > 0 ? { label: 'Reserve list', value: String(letters.reserve) } : undefined,
    letters['not-offered'] > 0 ? { label: 'Not offered', value: String(letters['not-offered']) } : undefined,
    silent > 0 ? { label: 'Told before', value: `${silent}, without a letter` } : undefined,
    held > 0 ? { label: 'Held back', value: `${held}, still pending` } : undefined,
  ];
}
