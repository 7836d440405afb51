import { DeskFrame, type Run } from '#programme';
import { Inset } from '#look/page-parts.tsx';
import type { AskedAt } from './as-asked.ts';
import type { Form, FormContent } from './form.ts';
import { PreviewOfForm } from './preview.view.tsx';
import type { WorkshopNames } from './say.ts';
import { weaknessesOf } from './weaknesses.ts';

type FormViewProps = { run: Run; form: Form; at: AskedAt; names: WorkshopNames };

/** The form in force, as an applicant meets it. */
export function FormView({ run, form, at, names }: FormViewProps) {
  return (
    <DeskFrame
      run={run}
      tab="form"
      title="The form"
      lede={`What this run asks of whoever applies. This is version ${form.version}, as an applicant meets it; nothing that you type here is kept.`}
    >
      <Weaknesses content={form.content} at={at} />
      <p>
        <a href={`/desk/${run.id}/equality`}>What was said where nobody reads, as counts</a>
      </p>
      <PreviewOfForm content={form.content} at={at} names={names} />
    </DeskFrame>
  );
}

/** What is wrong with a form itself, worst first. */
export function Weaknesses({ content, at }: { content: FormContent; at: AskedAt }) {
  const found = [...weaknessesOf(content, at)].sort(
    (one, other) => Number(other.blocks) - Number(one.blocks),
  );
  if (found.length === 0) return null;
  const blocked = found.some(({ blocks }) => blocks);
  return (
    <Inset kind="attention">
      <p>
        <strong>
          {blocked ? 'As it stands, this form cannot be sent.' : 'Something here looks like a slip.'}
        </strong>
      </p>
      <ul>
        {found.map(({ says }) => (
          <li>{says}</li>
        ))}
      </ul>
    </Inset>
  );
}
