import type { Temporal } from 'temporal-polyfill';
import { sayDate, sayInstant } from '#calendar';
import { PathwayBlaze, findPathway, type Edition } from '#framework';
import { ButtonForm } from '#look/field.tsx';
import { Facts } from '#look/facts.tsx';
import { Next } from '#look/next.tsx';
import { Details, Inset, PageHead, Section, Split, Stack } from '#look/page-parts.tsx';
import { StateTag } from '#look/state.tsx';
import { clockStanding, expiryOf, lastDayOf } from './clock.ts';
import { TheClock } from './clock.view.tsx';
import { plainDate } from './dates.ts';
import { feeInWords } from './fee-words.ts';
import { ThePauses } from './pause.view.tsx';
import {
  OWN_PAYER_WORDS,
  PAYER_WORDS,
  PAYMENT_WORDS,
  type PathwayChoice,
  type Pause,
  type Registration,
  type RegistrationRequest,
} from './registration.ts';

export type RegistrationProps = {
  programme: { readonly name: string; readonly slug: string; readonly assessedHere: boolean };
  edition: Edition;
  choice: PathwayChoice | undefined;
  history: readonly PathwayChoice[];
  registration: Registration | undefined;
  earlier: readonly Registration[];
  request: RegistrationRequest | undefined;
  pauses: readonly Pause[];
  now: Temporal.Instant;
  /** The address of a page below this one. */
  path: (below: string) => string;
  /** Other programmes that the person is on the way through. */
  others: readonly { label: string; href: string }[];
};

export const REGISTRATION_TITLE = 'Your registration';

/** What a person works towards, their registration, and its clock, with the one thing to do about it. */
export function RegistrationView(props: RegistrationProps) {
  const { programme, edition, registration, others } = props;
  return (
    <>
      <PageHead
        title={REGISTRATION_TITLE}
        kicker={programme.name}
        lede={`What you work towards, and until when ${edition.awardingBody.abbreviation} takes your portfolio.`}
      />
      {registration ? (
        <Split
          asideLabel="Pathway and registration"
          aside={
            <>
              {props.choice && <ThePathway {...props} choice={props.choice} />}
              <TheRegistration {...props} registration={registration} />
            </>
          }
        >
          <WhatNext {...props} />
          <TheClock {...props} registration={registration} />
          <ThePauses {...props} registration={registration} />
        </Split>
      ) : (
        <>
          <WhatNext {...props} />
          {props.choice && <ThePathway {...props} choice={props.choice} />}
        </>
      )}
      {others.length > 0 && (
        <Section title="Your other programmes">
          <ul>
            {others.map(({ label, href }) => (
              <li>
                <a href={href}>{label}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function WhatNext(props: RegistrationProps) {
  const { choice, edition, programme, registration, request, path, now } = props;
  const body = edition.awardingBody.abbreviation;
  if (!choice) {
    return (
      <Next
        title="Choose your pathway"
        why={`There are ${edition.pathways.length}, side by side, with whom each is for. You can change later, and nothing is lost.`}
        action={{ label: 'See the pathways', href: path('/pathway') }}
      />
    );
  }
  if (!edition.registration) return <p>This scheme asks for no registration before you submit.</p>;
  if (request) return <Waiting {...props} request={request} />;
  const standing = registration && clockStanding(registration, now);
  if (standing === 'running' || standing === 'submitted') return null;
  return (
    <Next
      title={standing === 'expired' ? `Register with ${body} again` : `Register with ${body}`}
      why={<WhyRegister {...props} expired={standing === 'expired'} />}
      action={{
        label: programme.assessedHere ? `Ask ${body} to register you` : 'Record your registration',
        href: path('/new'),
      }}
    />
  );
}

function WhyRegister({ edition, programme, now, expired }: RegistrationProps & { expired: boolean }) {
  const { name, url } = edition.awardingBody;
  const again = expired ? 'Your registration has run out. What you have written stays. ' : '';
  const today = now.toZonedDateTimeISO(edition.timeZone).toPlainDate();
  const until = sayDate(lastDayOf(edition, expiryOf(edition, today).expires));
  if (programme.assessedHere)
    return (
      <>
        {again}A registration is what lets you submit. Made today, it holds until {until}.
      </>
    );
  return (
    <>
      {again}Register at <a href={url}>{name}</a>, then write the number and the day down here. Made today, it
      holds until {until}.
    </>
  );
}

function Waiting({ request, edition, programme }: RegistrationProps & { request: RegistrationRequest }) {
  const { name, abbreviation } = edition.awardingBody;
  return (
    <Section title={`Asked ${abbreviation} to register you`}>
      <p>
        <StateTag kind="waiting">With {abbreviation}</StateTag>
      </p>
      <p>
        You asked on {sayInstant(request.askedAt, edition.timeZone)}. {name} confirms it and gives you a
        number; a letter tells you. You can go on writing meanwhile.
      </p>
      <ButtonForm action="/registration/request/withdraw" values={{ programme: programme.slug }} kind="quiet">
        Take the request back
      </ButtonForm>
    </Section>
  );
}

type Registered = RegistrationProps & { registration: Registration };

function ThePathway({ choice, edition, history, path }: RegistrationProps & { choice: PathwayChoice }) {
  const pathway = findPathway(edition, choice.pathwayId);
  const before = history.filter(({ supersededAt }) => supersededAt);
  return (
    <Section title="Pathway" action={<a href={path('/pathway')}>Change your pathway</a>}>
      <Stack tight>
        <p>{pathway ? <PathwayBlaze pathway={pathway} /> : choice.pathwayId}</p>
        <p class="hint">Chosen {dayOf(choice.chosenAt, edition)}</p>
      </Stack>
      {pathway?.unconfirmed !== undefined && (
        <Inset kind="attention">
          <p>{pathway.unconfirmed}</p>
        </Inset>
      )}
      {before.length > 0 && (
        <Details summary="What you chose before">
          <ul>
            {before.map(({ pathwayId, chosenAt }) => (
              <li>
                {findPathway(edition, pathwayId)?.title ?? pathwayId},{' '}
                {sayInstant(chosenAt, edition.timeZone)}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </Section>
  );
}

function TheRegistration({ registration, edition, choice, earlier, programme, now }: Registered) {
  const { name, abbreviation } = edition.awardingBody;
  const pathway = findPathway(edition, registration.pathwayId);
  const removable = !registration.madeHere && clockStanding(registration, now) !== 'submitted';
  return (
    <Section title={`Registered with ${abbreviation}`}>
      {choice && choice.pathwayId !== registration.pathwayId && (
        <Inset kind="attention">
          <p>
            You registered for {pathway?.title} and have changed your pathway since. Tell {name}, and ask
            whether the fee differs.
          </p>
        </Inset>
      )}
      <Facts
        facts={[
          { label: 'Number', value: registration.reference },
          { label: 'Registered on', value: sayDate(plainDate(registration.registeredOn)) },
          { label: 'Pathway', value: pathway ? <PathwayBlaze pathway={pathway} /> : registration.pathwayId },
          { label: 'Fee', value: feeInWords(registration, abbreviation) },
          { label: 'Who pays', value: payerInWords(registration, 'candidate') },
          registration.payment && {
            label: 'Payment',
            value: <PaymentTag state={registration.payment} />,
          },
          registration.paymentReference
            ? { label: 'Payment reference', value: registration.paymentReference }
            : undefined,
        ]}
      />
      {removable && (
        <Details summary="Something here is wrong">
          <p>Remove this record and write it down again. Your pathway and your portfolio stay as they are.</p>
          <ButtonForm
            action="/registration/remove"
            values={{ programme: programme.slug, registration: registration.id }}
            kind="danger"
            confirm={{
              question: 'Remove this record?',
              detail: 'Its clock and reminders stop.',
              yes: 'Remove it',
            }}
          >
            Remove this record
          </ButtonForm>
        </Details>
      )}
      {earlier.length > 0 && (
        <Details summary="Earlier registrations">
          <ul>
            {earlier.map((one) => (
              <li>
                {one.reference}, registered {sayDate(plainDate(one.registeredOn))},{' '}
                {one.endedBecause === 'withdrawn' ? 'removed' : 'over'}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </Section>
  );
}

/** What became of a fee, with its sign. */
export function PaymentTag({ state }: { state: NonNullable<Registration['payment']> }) {
  return (
    <StateTag kind={state === 'awaiting-payment' ? 'waiting' : state === 'paid' ? 'done' : 'closed'}>
      {PAYMENT_WORDS[state]}
    </StateTag>
  );
}

/**
 * Who pays, with name, cost code and purchase order where they are known; from the side of whoever registers when they
 * read it themselves.
 */
export function payerInWords(
  payment: Pick<Registration, 'whoPays' | 'payerName' | 'costCode' | 'purchaseOrder'>,
  reader: 'candidate' | 'team' = 'team',
) {
  return [
    payment.payerName || (reader === 'candidate' ? OWN_PAYER_WORDS : PAYER_WORDS)[payment.whoPays],
    payment.costCode && `cost code ${payment.costCode}`,
    payment.purchaseOrder && `purchase order ${payment.purchaseOrder}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function dayOf(instant: Temporal.Instant, { timeZone }: Edition): string {
  return sayDate(instant.toZonedDateTimeISO(timeZone).toPlainDate());
}
