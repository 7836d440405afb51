import { FieldFrame, GroupFrame, describe, type FieldProps } from './field-frame.tsx';

export type DateFieldProps = FieldProps & {
  value?: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
};

/** A day, by the browser's own date control. `value` is "2026-01-26"; so is what is sent. */
export function DateField(props: DateFieldProps) {
  return (
    <FieldFrame field={props}>
      <input
        {...describe(props)}
        class="input input-short"
        type="date"
        name={props.name}
        value={props.value ?? ''}
        min={props.min}
        max={props.max}
      />
    </FieldFrame>
  );
}

export type DateTimeFieldProps = FieldProps & {
  date?: string | undefined;
  time?: string | undefined;
  /** Which clock: "UK time". Stands beside the time, so that nobody has to guess. */
  zone: string;
};

/** A day and a time in a named zone. Sends `<name>Date` ("2026-01-26") and `<name>Time` ("09:30"). */
export function DateTimeField(props: DateTimeFieldProps) {
  const { id, 'aria-invalid': invalid } = describe(props);
  return (
    <GroupFrame field={props}>
      <div class="date-time">
        <div>
          <label for={id}>Date</label>
          <input
            id={id}
            class="input"
            type="date"
            name={`${props.name}Date`}
            value={props.date ?? ''}
            aria-invalid={invalid}
          />
        </div>
        <div>
          <label for={`${id}-time`}>Time ({props.zone})</label>
          <input
            id={`${id}-time`}
            class="input"
            type="time"
            name={`${props.name}Time`}
            value={props.time ?? ''}
            aria-invalid={invalid}
          />
        </div>
      </div>
    </GroupFrame>
  );
}

export type FileFieldProps = FieldProps & {
  /** What the file chooser offers: ".pdf,.docx,image/*". The server decides. */
  accept?: string | undefined;
  multiple?: boolean | undefined;
};

/** A file from the person's device. Its form must be `files`, or an UploadForm. */
export function FileField(props: FileFieldProps) {
  return (
    <FieldFrame field={props}>
      <input
        {...describe(props)}
        class="input input-file"
        type="file"
        name={props.name}
        accept={props.accept}
        multiple={props.multiple}
      />
    </FieldFrame>
  );
}
