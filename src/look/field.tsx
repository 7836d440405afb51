/** Everything a form is made of, in one import. */
export { ErrorSummary, errorFor, type FieldError } from './error-summary.tsx';
export { fieldId, Fieldset, type FieldProps } from './field-frame.tsx';
export { TextField, TextArea, type TextFieldProps, type TextAreaProps } from './text-field.tsx';
export {
  Select,
  Radios,
  Checkboxes,
  Checkbox,
  type Option,
  type OptionGroup,
  type ChoiceOption,
} from './choice.tsx';
export { DateField, DateTimeField, FileField } from './field-date.tsx';
export {
  Button,
  ButtonLink,
  ButtonForm,
  Actions,
  PostForm,
  GetForm,
  Hidden,
  type Confirmation,
} from './form.tsx';
export { Autosave, SaveState } from './autosave.tsx';
export { UploadForm } from './upload.tsx';
export { WordCount } from './word-count.tsx';
