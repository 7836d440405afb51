import type { ComponentChildren } from 'preact';
import { PostForm } from './form.tsx';

/** A form with files that shows how far it has come and can be stopped. Without scripts it is a plain form. */
export function UploadForm({
  action,
  label,
  children,
}: {
  action: string;
  label?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <way-upload>
      <PostForm action={action} label={label} files>
        {children}
      </PostForm>
    </way-upload>
  );
}
