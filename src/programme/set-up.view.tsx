import type { Edition } from '#framework';
import {
  Actions,
  Button,
  Checkbox,
  ErrorSummary,
  errorFor,
  Fieldset,
  PostForm,
  Radios,
  Select,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { PageHead } from '#look/page-parts.tsx';

export type Typed = Readonly<Record<string, string>>;

type SetUpProps = {
  title: string;
  action: string;
  typed: Typed;
  errors: readonly FieldError[];
  editions: readonly Edition[];
  terms: readonly string[];
};

/** The form that an empty house begins with. */
export function SetUpView({ title, action, typed, errors, editions, terms }: SetUpProps) {
  const field = (name: string, label: string, hint?: string) => ({
    name,
    label,
    hint,
    value: typed[name],
    error: errorFor(errors, name),
  });
  return (
    <>
      <PageHead
        title={title}
        lede="This page works once. What you enter here can be changed later, and the next page says what to do first."
      />
      <ErrorSummary errors={errors} />
      <PostForm action={action}>
        <Fieldset legend="Your institution">
          <TextField {...field('institution', 'Name')} autocomplete="organization" />
          <TextField {...field('unit', 'Unit that runs the programme')} optional />
          <TextField
            {...field(
              'contactAddress',
              'Contact address',
              'A role’s address, such as cmalt@example.ac.uk: questions and replies go there.',
            )}
            type="email"
          />
          <TextField
            {...field('zone', 'Time zone', 'In whose clocks dates are meant, such as Europe/London.')}
            size="half"
          />
          <Select
            {...field('termTable', 'Weeks of term')}
            options={[
              { value: '', label: 'Not counted' },
              ...terms.map((name) => ({ value: name, label: `As at ${capital(name)}` })),
            ]}
          />
        </Fieldset>
        <Fieldset legend="Your first programme">
          <Radios
            {...field('editionId', 'Accreditation')}
            options={editions.map(({ id, scheme, title: name, version, awardingBody }) => ({
              value: id,
              label: `${scheme.title}, ${version}`,
              hint: `${name}, ${awardingBody.name}`,
            }))}
          />
          <TextField {...field('programme', 'Name', 'Such as “CMALT Programme”.')} />
          <TextField
            {...field(
              'shortName',
              'Short name',
              'Begins the subject of every letter, such as CMALT, and ends the address of the public page.',
            )}
            size="short"
          />
          <Checkbox
            name="assessedHere"
            label="The awarding body assesses portfolios in this house"
            hint="Leave it empty where portfolios are handed over and assessed elsewhere."
            checked={Boolean(typed.assessedHere)}
          />
          <TextField {...field('bodyAddress', 'The awarding body’s contact address')} type="email" optional />
        </Fieldset>
        <Fieldset legend="You, the first coordinator">
          <TextField {...field('name', 'Your name')} autocomplete="name" size="half" />
          <TextField
            {...field('email', 'Your e-mail address')}
            type="email"
            autocomplete="email"
            size="half"
          />
        </Fieldset>
        <Actions>
          <Button kind="first">Set up and sign in</Button>
        </Actions>
      </PostForm>
    </>
  );
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
