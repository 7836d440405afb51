import { fieldId } from './field-frame.tsx';

/** One thing wrong with a form. Without `field` it is about the whole form. */
export type FieldError = { field?: string | undefined; message: string };

/** What is wrong, at the top of the page, each message a link to its field. Nothing when nothing is wrong. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <section class="error-summary" aria-labelledby="error-summary" tabindex={-1} data-errors>
      <h2 id="error-summary">
        {errors.length === 1 ? 'One thing to mend' : `${errors.length} things to mend`}
      </h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li>{field ? <a href={`#${fieldId(field)}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </section>
  );
}

/** The message for one field, out of all of them. */
export function errorFor(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}
