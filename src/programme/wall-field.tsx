import type { Temporal } from 'temporal-polyfill';
import { instantFrom, sayZone, toForm } from '#calendar';
import { DateTimeField, errorFor, Radios, type FieldError } from '#look/field.tsx';
import type { Fields, FieldError as FormError } from '#platform/forms.ts';

/** What a date and time field came to. */
export type WallRead = { readonly instant: Temporal.Instant } | { readonly error: FormError };

/**
 * Reads `<name>Date` and `<name>Time` by the clocks of a zone. A time that the clocks skip is refused; one that they
 * repeat is refused until `<name>Which` says which of the two is meant.
 */
export function readWall(fields: Fields, name: string, label: string, zone: string): WallRead {
  const dates = fields.all(`${name}Date`);
  const times = fields.all(`${name}Time`);
  const wrong = (message: string): WallRead => ({ error: { field: name, message } });
  if (dates.length > 1 || times.length > 1) return wrong(`Give one answer only: ${label.toLowerCase()}`);
  const date = (dates[0] ?? '').trim();
  const time = (times[0] ?? '').trim().slice(0, 5);
  if (date === '') return wrong(`${label} needs a date`);
  if (time === '') return wrong(`${label} needs a time`);
  const which = fields.one(`${name}Which`);
  const said = which === 'earlier' || which === 'later' ? which : undefined;
  const read = instantFrom(date, time, zone, said);
  return read.instant ? { instant: read.instant } : wrong(`${label}: ${read.refusal.says}`);
}

/** What a moment's fields hold when the form is first shown. */
export function typedWall(name: string, at: Temporal.Instant, zone: string): Record<string, string> {
  const { date, time } = toForm(at, zone);
  return { [`${name}Date`]: date, [`${name}Time`]: time };
}

type WallFieldProps = {
  name: string;
  label: string;
  hint?: string;
  zone: string;
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
};

/** A date and time in a zone; where the clocks repeat that hour, with the question which of the two. */
export function WallField({ name, label, hint, zone, typed, errors }: WallFieldProps) {
  const error = errorFor(errors, name);
  return (
    <>
      <DateTimeField
        name={name}
        label={label}
        hint={hint}
        error={error}
        date={typed[`${name}Date`]}
        time={typed[`${name}Time`]}
        zone={sayZone(zone)}
      />
      {error?.includes('happens twice') && (
        <Radios
          inline
          name={`${name}Which`}
          label="Which of the two?"
          options={[
            { value: 'earlier', label: 'The first, before the clocks go back' },
            { value: 'later', label: 'The second, after it' },
          ]}
        />
      )}
    </>
  );
}
