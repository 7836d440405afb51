import type { ComponentChildren } from 'preact';

export type AutosaveProps = {
  /**
   * Where the form's fields are posted, urlencoded, with `Accept: application/json`. The answer is JSON: 200 `{ savedAt: "14:03",
   * version?: 7 }`; 409 `{ conflict: "/address/of/both/texts" }`; 401 `{ signIn?: "/sign-in" }`; another refusal `{ message }`.
   */
  url: string;
  /** The id of whoever writes: a copy kept on this device is offered back to this person only. */
  person: string;
  /** The id of the form to save, where it is not the first one inside with a field. */
  form?: string | undefined;
  children: ComponentChildren;
};

/** Saves the form inside it while a person writes. Without scripts the form's own button saves. */
export function Autosave({ url, person, form, children }: AutosaveProps) {
  return (
    <way-autosave url={url} person={person} form={form}>
      {children}
    </way-autosave>
  );
}

/** Where an Autosave says "Saving" and "Saved 14:03". Stands inside the Autosave; without one, one is made at its end. */
export function SaveState({ savedAt }: { savedAt?: string | undefined }) {
  return (
    <span class="save-state" role="status" data-save-state>
      {savedAt ? `Saved ${savedAt}` : ''}
    </span>
  );
}
