import { FALLBACK_ZONE, sayDate, sayInstant } from '#calendar';
import {
  PathwayBlaze,
  findEdition,
  findPathway,
  frameworksOnFile,
  type Edition,
  type Pathway,
} from '#framework';
import type { Person } from '#people';
import type { Programme } from '#programme';
import {
  Button,
  DateField,
  ErrorSummary,
  errorFor,
  PostForm,
  Radios,
  TextArea,
  TextField,
  type FieldError,
} from '#look/field.tsx';
import { Facts } from '#look/facts.tsx';
import { Details, Empty, PageHead, Section } from '#look/page-parts.tsx';
import { DataTable } from '#look/table.tsx';
import { plainDate } from './dates.ts';
import { feeInWords } from './fee-words.ts';
import type { Registration, RegistrationRequest } from './registration.ts';
import { payerInWords } from './registration.view.tsx';

export const registrarTitle = 'Registrations';

export type RegistrarProps = {
  programmes: readonly Programme[];
  requests: readonly RegistrationRequest[];
  awaiting: readonly Registration[];
  persons: ReadonlyMap<string, Person>;
};

/** What waits for the awarding body: requests to be registered, and fees. */
export function RegistrarView({ programmes, requests, awaiting, persons }: RegistrarProps) {
  const nameOf = (personId: string) => persons.get(personId)?.name ?? '';
  const programmeOf = (id: string) => programmes.find((one) => one.id === id)?.name ?? '';
  return (
    <>
      <PageHead
        title={registrarTitle}
        lede="Who asks to be registered, and whose fee is awaited."
        meter={
          <>
            <span>{requests.length} to confirm</span>
            <span>{awaiting.length} awaiting payment</span>
          </>
        }
      />
      <Section title="To confirm">
        <DataTable<RegistrationRequest>
          caption="Requests to be registered, the oldest first"
          hideCaption
          rows={requests}
          empty={
            <Empty title="No one is waiting">
              <p>Whoever asks to be registered shows here until you answer.</p>
            </Empty>
          }
          columns={[
            {
              key: 'name',
              label: 'Name',
              cell: (one) => <a href={`/registrations/${one.id}`}>{nameOf(one.personId)}</a>,
            },
            { key: 'pathway', label: 'Pathway', cell: (one) => <PathwayOf {...one} /> },
            { key: 'programme', label: 'Programme', cell: (one) => programmeOf(one.programmeId) },
            { key: 'pays', label: 'Who pays', cell: payerInWords },
            { key: 'asked', label: 'Asked', cell: (one) => sayInstant(one.askedAt, zoneOf(one.editionId)) },
          ]}
        />
      </Section>
      <Section title="Awaiting payment">
        <DataTable<Registration>
          caption="Registrations whose fee is awaited, the oldest first"
          hideCaption
          rows={awaiting}
          empty={
            <Empty title="No fee is awaited">
              <p>
                A registration that you confirm as awaiting payment shows here until it is paid or waived.
              </p>
            </Empty>
          }
          columns={[
            { key: 'name', label: 'Name', cell: (one) => nameOf(one.personId) },
            { key: 'number', label: 'Number', cell: ({ reference }) => reference },
            {
              key: 'registered',
              label: 'Registered on',
              cell: ({ registeredOn }) => sayDate(plainDate(registeredOn)),
            },
            { key: 'fee', label: 'Fee', cell: (one) => feeInWords(one, bodyOf(one.editionId)) },
            { key: 'pays', label: 'Who pays', cell: payerInWords },
            {
              key: 'settle',
              label: 'Note',
              narrow: 'plain',
              cell: (one) => <SettleForm registration={one} name={nameOf(one.personId)} />,
            },
          ]}
        />
      </Section>
    </>
  );
}

function SettleForm({ registration, name }: { registration: Registration; name: string }) {
  return (
    <div class="payment-form">
      <PostForm action={`/registrations/${registration.id}/payment`} label={`Fee of ${name}`}>
        <TextField
          name="reference"
          id={`reference-${registration.id}`}
          label="Payment reference"
          optional
          size="short"
          autocomplete="off"
          maxLength={60}
        />
        <Button name="state" value="paid">
          Paid
        </Button>
        <Button name="state" value="waived" kind="quiet">
          Waived
        </Button>
      </PostForm>
    </div>
  );
}

function PathwayOf({ editionId, pathwayId }: { editionId: string; pathwayId: string }) {
  const edition = findEdition(frameworksOnFile(), editionId);
  const pathway = edition && findPathway(edition, pathwayId);
  return pathway ? <PathwayBlaze pathway={pathway} /> : <>{pathwayId}</>;
}

function zoneOf(editionId: string): string {
  return findEdition(frameworksOnFile(), editionId)?.timeZone ?? FALLBACK_ZONE;
}

function bodyOf(editionId: string): string {
  return findEdition(frameworksOnFile(), editionId)?.awardingBody.abbreviation ?? 'the awarding body';
}

export type RequestProps = {
  request: RegistrationRequest;
  programme: Programme;
  person: Person;
  edition: Edition;
  pathway: Pathway;
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
};

/** One request: who asks, and the form that confirms it or says why not. */
export function RequestView({ request, programme, person, edition, pathway, typed, errors }: RequestProps) {
  return (
    <>
      <PageHead
        title={person.name}
        kicker="Asks to be registered"
        back={{ label: registrarTitle, href: '/registrations' }}
      />
      <ErrorSummary errors={errors} />
      <Facts
        facts={[
          { label: 'Pathway', value: <PathwayBlaze pathway={pathway} /> },
          { label: 'Programme', value: programme.name },
          { label: 'E-mail', value: person.email },
          person.department === '' ? undefined : { label: 'Department', value: person.department },
          { label: 'Who pays', value: payerInWords(request) },
          { label: 'Asked', value: sayInstant(request.askedAt, edition.timeZone) },
        ]}
      />
      <PostForm action={`/registrations/${request.id}/confirm`} label="Confirm">
        <TextField
          name="reference"
          label="Registration number"
          size="half"
          autocomplete="off"
          value={typed.reference}
          error={errorFor(errors, 'reference')}
        />
        <DateField
          name="registeredOn"
          label="Day of registration"
          hint="The clock counts from this day."
          value={typed.registeredOn}
          error={errorFor(errors, 'registeredOn')}
        />
        <TextField
          name="fee"
          label="Fee in pounds"
          hint="Left out, it stays to be confirmed."
          optional
          size="short"
          inputmode="decimal"
          value={typed.fee}
          error={errorFor(errors, 'fee')}
        />
        <Radios
          name="payment"
          label="What became of the fee?"
          value={typed.payment}
          options={[
            { value: 'awaiting-payment', label: 'Awaiting payment' },
            { value: 'paid', label: 'Paid' },
            { value: 'waived', label: 'Waived' },
          ]}
          error={errorFor(errors, 'payment')}
        />
        <TextField
          name="paymentReference"
          label="Payment reference"
          optional
          size="half"
          autocomplete="off"
          value={typed.paymentReference}
          error={errorFor(errors, 'paymentReference')}
        />
        <Button kind="first">Register {person.name}</Button>
      </PostForm>
      <Details summary="Decline this request" open={errorFor(errors, 'reason') !== undefined}>
        <PostForm action={`/registrations/${request.id}/decline`} label="Decline">
          <TextArea
            name="reason"
            label="Why, and what they can do"
            hint={`Goes to ${person.name} by letter, word for word.`}
            rows={4}
            value={typed.reason}
            error={errorFor(errors, 'reason')}
          />
          <Button kind="danger">Decline and write to {person.name}</Button>
        </PostForm>
      </Details>
    </>
  );
}
