import type { ComponentChildren, VNode } from 'preact';

/** `first` is the page's one filled button; `danger` undoes or removes; `quiet` looks like a link. */
export type ButtonKind = 'first' | 'plain' | 'danger' | 'quiet';

/** Asked in a dialog before the form goes (where scripts run); `yes` names the act again. */
export type Confirmation = { question: string; detail?: string | undefined; yes: string };

export type ButtonProps = {
  kind?: ButtonKind | undefined;
  name?: string | undefined;
  value?: string | undefined;
  /** Sends the form elsewhere than its own action. */
  formAction?: string | undefined;
  /** The id of a form that this button stands outside of. */
  form?: string | undefined;
  /** The browser does not check the fields first: for "Save and come back". */
  skipChecks?: boolean | undefined;
  disabled?: boolean | undefined;
  children: ComponentChildren;
};

/** A button that sends its form. Its words are a verb and what it acts on: "Accept this place". */
export function Button({ kind = 'plain', skipChecks, ...props }: ButtonProps) {
  return <button type="submit" class={`button ${kind}`} formnovalidate={skipChecks} {...props} />;
}

/** A link that looks like a button: for the way on, never for an act that changes something. */
export function ButtonLink({
  kind = 'plain',
  href,
  download,
  children,
}: {
  kind?: ButtonKind | undefined;
  href: string;
  download?: boolean | undefined;
  children: ComponentChildren;
}) {
  return (
    <a class={`button ${kind}`} href={href} download={download}>
      {children}
    </a>
  );
}

/** Buttons and links side by side: the filled one first. */
export function Actions({ children }: { children: ComponentChildren }) {
  return <div class="actions">{children}</div>;
}

export type PostFormProps = {
  action: string;
  id?: string | undefined;
  /** Sent by fetch where scripts run; the answer is fitted into the page without a jump. */
  enhance?: boolean | undefined;
  confirm?: Confirmation | undefined;
  /** The form carries files. */
  files?: boolean | undefined;
  /** Sending it forgets what was kept on this device: signing out. */
  forget?: boolean | undefined;
  /** Spoken name, where several forms stand on one page. */
  label?: string | undefined;
  children: ComponentChildren;
};

/** A form that changes something. It works as a plain form; `enhance` and `confirm` make it smoother. */
export function PostForm({ action, id, enhance, confirm, files, forget, label, children }: PostFormProps) {
  const form = (
    <form
      class="form"
      method="post"
      action={action}
      id={id}
      enctype={files ? 'multipart/form-data' : undefined}
      aria-label={label}
      data-forget={forget}
      novalidate
    >
      {children}
    </form>
  );
  return enhanced(confirm ? <way-confirm {...confirm}>{form}</way-confirm> : form, enhance);
}

function enhanced(form: VNode, enhance: boolean | undefined) {
  return enhance ? <way-form>{form}</way-form> : form;
}

export type ButtonFormProps = Omit<PostFormProps, 'children' | 'files' | 'label'> & {
  kind?: ButtonKind | undefined;
  /** Sent along, one hidden field for each. */
  values?: Readonly<Record<string, string | number>> | undefined;
  children: ComponentChildren;
};

/** A form of one button. */
export function ButtonForm({ kind, values = {}, children, ...form }: ButtonFormProps) {
  return (
    <PostForm {...form}>
      {Object.entries(values).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      <Button kind={kind}>{children}</Button>
    </PostForm>
  );
}

/** A form whose fields go into the address: search, sort and filter. */
export function GetForm({
  action,
  label,
  children,
}: {
  action: string;
  label: string;
  children: ComponentChildren;
}) {
  return (
    <form class="form form-get" method="get" action={action} aria-label={label} role="search">
      {children}
    </form>
  );
}

/** A value that travels with a form unseen. */
export function Hidden({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={value} />;
}
