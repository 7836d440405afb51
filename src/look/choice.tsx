import type { ComponentChildren } from 'preact';
import { FieldFrame, GroupFrame, describe, type FieldProps } from './field-frame.tsx';

/** One choice. */
export type Option = { value: string; label: string; disabled?: boolean | undefined };
/** Choices under a common name, for Select. */
export type OptionGroup = { group: string; options: readonly Option[] };

export type SelectProps = FieldProps & {
  value?: string | undefined;
  options: readonly (Option | OptionGroup)[];
  /** The first, empty choice: "Choose a pathway". */
  empty?: string | undefined;
};

/** One choice out of many; for up to seven, Radios read better. */
export function Select(props: SelectProps) {
  return (
    <FieldFrame field={props}>
      <select {...describe(props)} class="input" name={props.name}>
        {props.empty !== undefined && <option value="">{props.empty}</option>}
        {props.options.map((item) =>
          'group' in item ? (
            <optgroup label={item.group}>
              {item.options.map((option) => (
                <SelectOption option={option} chosen={option.value === props.value} />
              ))}
            </optgroup>
          ) : (
            <SelectOption option={item} chosen={item.value === props.value} />
          ),
        )}
      </select>
    </FieldFrame>
  );
}

function SelectOption({ option, chosen }: { option: Option; chosen: boolean }) {
  return (
    <option value={option.value} selected={chosen} disabled={option.disabled}>
      {option.label}
    </option>
  );
}

/** A choice with room for a hint, and for a field that belongs to this choice only. */
export type ChoiceOption = Option & { hint?: ComponentChildren; reveals?: ComponentChildren };

export type RadiosProps = FieldProps & {
  value?: string | undefined;
  options: readonly ChoiceOption[];
  /** Side by side, for short answers and rating words. */
  inline?: boolean | undefined;
};

/** One choice out of a few, all of them in sight. */
export function Radios(props: RadiosProps) {
  return <Choices {...props} type="radio" chosen={props.value === undefined ? [] : [props.value]} />;
}

export type CheckboxesProps = FieldProps & {
  values?: readonly string[] | undefined;
  options: readonly ChoiceOption[];
  inline?: boolean | undefined;
};

/** Any number of choices, sent as one name with several values. */
export function Checkboxes(props: CheckboxesProps) {
  return <Choices {...props} type="checkbox" chosen={props.values ?? []} />;
}

type ChoicesProps = FieldProps & {
  type: 'radio' | 'checkbox';
  chosen: readonly string[];
  options: readonly ChoiceOption[];
  inline?: boolean | undefined;
};

function Choices(props: ChoicesProps) {
  const { id } = describe(props);
  return (
    <GroupFrame field={props}>
      <div class={props.inline ? 'choices choices-inline' : 'choices'}>
        {props.options.map((option, index) => (
          <Choice
            {...option}
            id={index === 0 ? id : `${id}-${index + 1}`}
            name={props.name}
            type={props.type}
            checked={props.chosen.includes(option.value)}
          />
        ))}
      </div>
    </GroupFrame>
  );
}

type ChoiceProps = ChoiceOption & { id: string; name: string; type: 'radio' | 'checkbox'; checked: boolean };

function Choice({ id, name, type, checked, value, label, hint, disabled, reveals }: ChoiceProps) {
  return (
    <div class="choice">
      <input
        id={id}
        type={type}
        name={name}
        value={value}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {reveals && <div class="choice-reveals">{reveals}</div>}
    </div>
  );
}

export type CheckboxProps = FieldProps & { checked?: boolean | undefined; value?: string | undefined };

/** One tick: "I have my manager's agreement". Sends `value`, or "yes". */
export function Checkbox(props: CheckboxProps) {
  return (
    <div class={props.error ? 'field field-wrong' : 'field'}>
      {props.error && (
        <p class="field-error" id={`${describe(props).id}-error`}>
          <span class="unseen">Error: </span>
          {props.error}
        </p>
      )}
      <div class="choice">
        <input
          {...describe(props)}
          type="checkbox"
          name={props.name}
          value={props.value ?? 'yes'}
          checked={props.checked}
        />
        <label for={describe(props).id}>{props.label}</label>
        {props.hint && (
          <p class="hint" id={`${describe(props).id}-hint`}>
            {props.hint}
          </p>
        )}
      </div>
    </div>
  );
}
