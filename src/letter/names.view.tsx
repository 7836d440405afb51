import { Details, Section } from '#look/page-parts.tsx';
import { placeholdersOf, type LetterKind, type Placeholder } from './kind.ts';

/** What a text of this kind may hold: each placeholder, what it says, and an example. */
export function NamesHelp({ kind }: { kind: LetterKind }) {
  const own = Object.entries(kind.placeholders);
  const all = Object.entries(placeholdersOf(kind)).filter(([name]) => !(name in kind.placeholders));
  return (
    <Section title="Placeholders">
      <p class="hint">Each stands for what is true of whoever gets the letter.</p>
      <dl class="letter-names">
        {kind.link && (
          <>
            <dt>{'{link}'}, needed</dt>
            <dd>The letter’s one link, to {kind.link.means}. A paragraph of its own.</dd>
          </>
        )}
        {own.map(([name, one]) => (
          <Name name={name} placeholder={one} />
        ))}
      </dl>
      <Details summary="In every letter">
        <dl class="letter-names">
          {all.map(([name, one]) => (
            <Name name={name} placeholder={one} />
          ))}
        </dl>
      </Details>
      <Details summary="Words for some people only">
        <p>
          <code>{'{remark? Words with {remark}.}'}</code> stands only for those who have a remark,{' '}
          <code>{'{no remark? Other words.}'}</code> only for those who have none.
        </p>
      </Details>
    </Section>
  );
}

function Name({ name, placeholder }: { name: string; placeholder: Placeholder }) {
  const { means, example, needed } = placeholder;
  return (
    <>
      <dt>
        {typeof example === 'boolean' ? `{${name}? words}` : `{${name}}`}
        {needed && ', needed'}
      </dt>
      <dd>
        {means[0]?.toUpperCase()}
        {means.slice(1)}
        {typeof example === 'object' && '. A paragraph of its own'}.
        {typeof example === 'string' && example !== '' && (
          <span class="letter-example"> Such as: {shortened(example)}</span>
        )}
      </dd>
    </>
  );
}

function shortened(example: string): string {
  return example.length > 80 ? `${example.slice(0, 80).replace(/\s+\S*$/, '')} …` : example;
}
