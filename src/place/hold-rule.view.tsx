import { sayInstant } from '#calendar';
import { runName, type Run, type Workshop } from '#programme';
import {
  Actions,
  Button,
  ErrorSummary,
  errorFor,
  Hidden,
  PostForm,
  Radios,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { PageHead } from '#look/page-parts.tsx';
import type { HoldRule } from './rules.ts';

export type HoldRuleViewProps = {
  run: Run;
  rule: HoldRule;
  typed: Readonly<Record<string, string>>;
  /** Those at whose start the offering may end instead of the first. */
  workshops: readonly Workshop[];
  errors: readonly FieldError[];
};

/** How long places are held, when people are reminded, and until when a place is offered. */
export function HoldRuleView({ run, rule, typed, workshops, errors }: HoldRuleViewProps) {
  const hours = { size: 'year', inputmode: 'numeric' } as const;
  const field = (name: string) => ({ name, value: typed[name], error: errorFor(errors, name) });
  return (
    <>
      <ErrorSummary
        errors={errors.map(({ field: name, message }) => (name ? { field: name, message } : { message }))}
      />
      <PageHead
        back={{ href: `/desk/${run.id}/places`, label: 'Places' }}
        kicker={runName(run)}
        title="How places are held"
        lede={
          <>
            The first offers are held for {run.replyWithinHours} hours, to the next 12 noon or 5pm; that is
            set with <a href={`/desk/${run.id}/dates`}>the run’s dates</a>. Offers that were made keep their
            time.
          </>
        }
      />
      <PostForm action={`/desk/${run.id}/places/rule`} label="How places are held">
        <Hidden name="version" value={typed.version ?? '0'} />
        <TextField
          {...field('reserveHours')}
          {...hours}
          label="Hours for the reserve list"
          hint="How long a place that has come free is held for the next person on the list."
        />
        <TextField
          {...field('remindBeforeHours')}
          {...hours}
          label="Reminder, hours before the end"
          hint="To those who have not replied. 0 for none."
        />
        <TextField
          {...field('remindAfterHours')}
          {...hours}
          label="Reminder, hours after the offer"
          hint="If the offer is still open by then. 0 for none."
        />
        <TextField
          {...field('undoMinutes')}
          {...hours}
          label="Minutes to change one’s mind"
          hint="So long a declined or deferred place is still held. 0 for none."
        />
        <Radios
          name="offersUntil"
          label="Until when are places offered?"
          hint="Free places go to the reserve list until then. If you allow more, those that are free now are offered at once."
          value={typed.offersUntil}
          error={errorFor(errors, 'offersUntil')}
          options={[
            { value: 'first', label: 'Until the first workshop begins' },
            ...workshops.map((one) => ({
              value: String(one.number),
              label: `Until workshop ${one.number} begins, ${sayInstant(one.startsAt, run.zone)}`,
            })),
            ...(typed.offersUntil === 'kept' && rule.offersUntil
              ? [{ value: 'kept', label: `Until ${sayInstant(rule.offersUntil, run.zone)}, as it is now` }]
              : []),
          ]}
        />
        <Actions>
          <Button kind="first">Save</Button>
          <a href={`/desk/${run.id}/places`}>Leave it as it is</a>
        </Actions>
      </PostForm>
    </>
  );
}
