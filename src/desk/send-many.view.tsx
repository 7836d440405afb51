import type { Run } from '#programme';
import { Actions, Button, ButtonLink, Hidden, PostForm } from '#look/field.tsx';
import { Inset, PageHead, Section, Stack } from '#look/page-parts.tsx';
import type { LetterFilter, LetterLine } from '#platform/letter-list.sql.ts';
import { filterQuery, kindTitle, sealOf } from './outbox.ts';

type Props = {
  title: string;
  run: Run;
  filter: LetterFilter;
  ready: readonly LetterLine[];
  left: readonly LetterLine[];
};

/** Before many letters go out: how many of each kind, to whom, and which stay behind. */
export function SendManyPage({ title, run, filter, ready, left }: Props) {
  const outbox = `/desk/${run.id}/letters${filterQuery({ ...filter, state: 'draft' })}`;
  const verb = `Send ${ready.length === 1 ? 'this letter' : `${ready.length} letters`}`;
  return (
    <Stack>
      <PageHead
        title={title}
        back={{ label: 'Drafts', href: outbox }}
        lede={
          ready.length === 0
            ? 'Every draft here is held, or lacks a value.'
            : 'What is sent cannot be taken back.'
        }
      />
      {[...byKind(ready)].map(([kind, letters]) => (
        <Section title={`${kindTitle(kind)}: ${letters.length}`}>
          <p>{listed(letters)}</p>
        </Section>
      ))}
      {left.length > 0 && (
        <Inset kind="attention">
          <p>
            <strong>
              {left.length === 1 ? 'One draft stays behind' : `${left.length} drafts stay behind`}
            </strong>
            , because somebody holds it or a value is missing:
          </p>
          <ul>
            {left.slice(0, 50).map((letter) => (
              <li>
                <a href={`/desk/${run.id}/letters/${letter.id}`}>{letter.toName}</a>:{' '}
                {letter.trouble ?? 'held'}
              </li>
            ))}
          </ul>
        </Inset>
      )}
      {ready.length > 0 && (
        <PostForm action={`/desk/${run.id}/letters/send`}>
          <Hidden name="kind" value={filter.kind ?? ''} />
          <Hidden name="to" value={filter.to ?? ''} />
          <Hidden name="seal" value={sealOf(ready)} />
          <Actions>
            <Button kind="first">{verb}</Button>
            <ButtonLink kind="quiet" href={outbox}>
              Send nothing
            </ButtonLink>
          </Actions>
        </PostForm>
      )}
    </Stack>
  );
}

function byKind(letters: readonly LetterLine[]): ReadonlyMap<string, readonly LetterLine[]> {
  return Map.groupBy(letters, ({ kind }) => kind);
}

const MOST_NAMED = 60;

function listed(letters: readonly LetterLine[]): string {
  const names = letters.slice(0, MOST_NAMED).map(({ toName }) => toName);
  const more = letters.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}
