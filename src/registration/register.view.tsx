import type { Edition, Pathway } from '#framework';
import {
  Actions,
  Button,
  DateField,
  ErrorSummary,
  errorFor,
  Fieldset,
  Hidden,
  PostForm,
  Radios,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { PageHead } from '#look/page-parts.tsx';
import { SummaryList, type Answer } from '#look/summary-list.tsx';
import { PAYERS, PAYER_WORDS } from './registration.ts';

export type RegisterProps = {
  title: string;
  programmeSlug: string;
  edition: Edition;
  pathway: Pathway;
  /** true: the body works in this house and is asked; false: the person writes down what they did there. */
  asked: boolean;
  fee: string;
  back: string;
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
};

/** Registering: who pays, and for a body elsewhere the day and the number. */
export function RegisterView(props: RegisterProps) {
  const { title, edition, pathway, asked, fee, back, errors, programmeSlug } = props;
  const { name, abbreviation, url } = edition.awardingBody;
  return (
    <>
      <PageHead
        title={title}
        kicker={`${pathway.title} · ${edition.title}`}
        back={{ label: 'Your registration', href: back }}
        lede={
          asked ? (
            `${name} gives you a number and confirms the fee. A letter tells you.`
          ) : (
            <>
              Register at <a href={url}>{name}</a> first. Then write down what it told you.
            </>
          )
        }
      />
      <ErrorSummary errors={errors} />
      <p>
        Fee for {pathway.title}: <strong>{fee}</strong>
      </p>
      <PostForm action="/registration/new">
        <Hidden name="programme" value={programmeSlug} />
        {!asked && <WhatTheBodySaid {...props} abbreviation={abbreviation} />}
        <WhoPays {...props} />
        <Button kind="first">Check your answers</Button>
      </PostForm>
    </>
  );
}

function WhatTheBodySaid({ typed, errors, abbreviation }: RegisterProps & { abbreviation: string }) {
  return (
    <>
      <DateField
        name="registeredOn"
        label="The day you registered"
        hint="As on the confirmation. The clock counts from this day."
        value={typed.registeredOn}
        error={errorFor(errors, 'registeredOn')}
      />
      <TextField
        name="reference"
        label={`Your registration number at ${abbreviation}`}
        size="half"
        autocomplete="off"
        spellcheck={false}
        value={typed.reference}
        error={errorFor(errors, 'reference')}
      />
    </>
  );
}

function WhoPays({ typed, errors, asked }: RegisterProps) {
  const short = { size: 'half' as const, autocomplete: 'off', spellcheck: false, optional: true };
  return (
    <>
      <Radios
        name="whoPays"
        label={asked ? 'Who will pay the fee?' : 'Who paid the fee, or will?'}
        value={typed.whoPays}
        options={PAYERS.map((value) => ({ value, label: value === 'self' ? 'I do' : wordsForMe(value) }))}
        error={errorFor(errors, 'whoPays')}
      />
      <Fieldset
        legend="So that the payment can be found"
        hint="Only if somebody else pays. Your coordinator sees this; nobody else in your department does."
      >
        <TextField
          name="payerName"
          label="Department or person who pays"
          autocomplete="off"
          optional
          value={typed.payerName}
          error={errorFor(errors, 'payerName')}
        />
        <TextField
          name="costCode"
          label="Cost code"
          {...short}
          value={typed.costCode}
          error={errorFor(errors, 'costCode')}
        />
        <TextField
          name="purchaseOrder"
          label="Purchase order"
          {...short}
          value={typed.purchaseOrder}
          error={errorFor(errors, 'purchaseOrder')}
        />
      </Fieldset>
    </>
  );
}

function wordsForMe(payer: (typeof PAYERS)[number]): string {
  return payer === 'department' ? 'My department' : PAYER_WORDS[payer];
}

export type CheckProps = {
  title: string;
  programmeSlug: string;
  asked: boolean;
  answers: readonly Answer[];
  /** Everything typed, to carry it on. */
  carried: readonly (readonly [string, string])[];
  back: string;
};

/** The answers before they count. */
export function CheckView({ title, programmeSlug, asked, answers, carried, back }: CheckProps) {
  return (
    <>
      <PageHead title={title} back={{ label: 'Your registration', href: back }} />
      <SummaryList answers={answers} />
      <PostForm action="/registration/new">
        <Hidden name="programme" value={programmeSlug} />
        {carried.map(([name, value]) => (
          <Hidden name={name} value={value} />
        ))}
        <Actions>
          <Button kind="first" name="confirm" value="yes">
            {asked ? 'Ask to be registered' : 'Record this registration'}
          </Button>
          <Button name="change" value="yes">
            Change these answers
          </Button>
        </Actions>
      </PostForm>
    </>
  );
}
