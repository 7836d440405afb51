import { DeskFrame, type Run } from '#programme';
import { Actions, Button, Hidden, PostForm } from '#look/field.tsx';
import { Inset, Section } from '#look/page-parts.tsx';
import type { CarryingOver } from './carry-over.ts';

type Props = {
  run: Run;
  version: number;
  changes: { added: readonly string[]; changed: readonly string[]; removed: readonly string[] };
  plan: CarryingOver;
  sent: number;
  seen: number;
  /** Why it cannot be published as it stands. */
  refusal: string | undefined;
  /** Why it was not published just now. */
  trouble: string | undefined;
};

/** What publishing changes, and what it means for answers that were given. */
export function PublishView(props: Props) {
  const { run, version, changes, seen, refusal, trouble } = props;
  const says = trouble ?? refusal;
  return (
    <DeskFrame
      run={run}
      tab="form"
      title="Publish the form"
      lede={`Whoever begins an application from then on is asked version ${version}. Nobody loses a word that they wrote.`}
    >
      {says && (
        <Inset kind="attention">
          <p role="alert">{says}</p>
        </Inset>
      )}
      <Section title="What changes">
        <Changed words="New" labels={changes.added} />
        <Changed words="Changed" labels={changes.changed} />
        <Changed words="No longer asked" labels={changes.removed} />
        {Object.values(changes).every((one) => one.length === 0) && (
          <p>No question as such: only sections, or the order.</p>
        )}
      </Section>
      <Section title="What it means for answers already given">
        <Answers {...props} />
      </Section>
      <Actions>
        {!refusal && (
          <PostForm action={`/desk/${run.id}/form/publish`}>
            <Hidden name="seen" value={seen} />
            <Button kind="first">Publish version {String(version)}</Button>
          </PostForm>
        )}
        <a href={`/desk/${run.id}/form`}>Back to the form</a>
      </Actions>
    </DeskFrame>
  );
}

function Changed({ words, labels }: { words: string; labels: readonly string[] }) {
  if (labels.length === 0) return null;
  return (
    <>
      <h3>
        {words} ({labels.length})
      </h3>
      <ul>
        {labels.map((label) => (
          <li>{label}</li>
        ))}
      </ul>
    </>
  );
}

function Answers({ plan: { fitting, staying }, sent }: Props) {
  if (fitting.length + staying.length + sent === 0) return <p>Nobody has begun an application yet.</p>;
  return (
    <ul>
      {fitting.length > 0 && (
        <li>
          <strong>{drafts(fitting.length)}</strong> {fitting.length === 1 ? 'comes' : 'come'} over to the new
          version with every answer. A question that is new there shows as not answered.
        </li>
      )}
      {staying.length > 0 && (
        <li>
          <strong>{drafts(staying.length)}</strong> {staying.length === 1 ? 'stays' : 'stay'} with the version
          they were begun with, because an answer would not fit:
          <ul>
            {reasonsOf(staying).map(([why, count]) => (
              <li>{`${why} (${count})`}</li>
            ))}
          </ul>
        </li>
      )}
      {sent > 0 && (
        <li>
          <strong>{sent === 1 ? 'One application' : `${sent} applications`}</strong>{' '}
          {sent === 1 ? 'was sent, and stays as it was' : 'were sent, and stay as they were'} sent.
        </li>
      )}
    </ul>
  );
}

function drafts(count: number): string {
  return count === 1 ? 'One draft' : `${count} drafts`;
}

/** Each reason with how many drafts it holds back, the commonest first. */
function reasonsOf(staying: CarryingOver['staying']): [string, number][] {
  const counts = new Map<string, number>();
  for (const { misfits } of staying)
    for (const { question, why } of misfits) {
      const words = `“${question}” ${why}`;
      counts.set(words, (counts.get(words) ?? 0) + 1);
    }
  return [...counts].sort(([, one], [, other]) => other - one);
}
