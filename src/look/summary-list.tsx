import type { ComponentChildren } from 'preact';

export type Answer = {
  question: string;
  answer: ComponentChildren;
  /** Where it is changed. The link says "Change" and, for those who hear it, what. */
  changeHref?: string | undefined;
};

/** The answers given so far, each with a way back to change it: the check before anything irrevocable. */
export function SummaryList({ answers }: { answers: readonly Answer[] }) {
  return (
    <dl class="summary">
      {answers.map(({ question, answer, changeHref }) => (
        <div class="summary-row">
          <dt>{question}</dt>
          <dd class="summary-answer">{answer}</dd>
          {changeHref && (
            <dd class="summary-change">
              <a href={changeHref}>
                Change<span class="unseen"> {question}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
