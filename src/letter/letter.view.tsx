import { proseView } from '#platform/prose.view.tsx';
import type { Composed, LetterBlock } from './compose.ts';
import { blockText } from './print.ts';

/** A letter as its reader sees it, and as plain text below: both from the same blocks. */
export function LetterShown({ composed, to }: { composed: Composed; to: string }) {
  return (
    <div class="letter-shown">
      <dl class="letter-head">
        <dt>To</dt>
        <dd>{to}</dd>
        <dt>Subject</dt>
        <dd>{composed.subject}</dd>
      </dl>
      <div class="letter-sheet">
        {composed.blocks.map((block) => (
          <BlockShown block={block} />
        ))}
      </div>
      <details class="details">
        <summary>The same as plain text</summary>
        <pre class="letter-plain">{composed.blocks.map(blockText).join('\n\n')}</pre>
      </details>
    </div>
  );
}

function BlockShown({ block }: { block: LetterBlock }) {
  if (block.kind === 'facts') {
    return (
      <table class="letter-facts">
        <tbody>
          {block.facts.map(([name, value]) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  if (block.kind === 'action') {
    return (
      <p>
        <span class="letter-action">{block.label}</span>
        <span class="letter-path">leads to {block.path}</span>
      </p>
    );
  }
  return proseView([block], { headingBase: 3 });
}
