import {
  choice,
  date,
  line,
  optionalLine,
  optionalText,
  parseForm,
  text,
  ticked,
  type Fields,
} from '#platform/forms.ts';
import { PAUSE_REASONS, PAYERS, PAYMENT_STATES } from './registration.ts';

const payer = {
  whoPays: choice('who pays', PAYERS),
  payerName: optionalLine('The name of who pays', { max: 200 }),
  costCode: optionalLine('The cost code', { max: 60 }),
  purchaseOrder: optionalLine('The purchase order', { max: 60 }),
};

/** Who pays: all that is asked where the awarding body registers people in this house. */
export function parseRequest(fields: Fields) {
  return parseForm(fields, payer);
}

/** A registration that was made at the awarding body. */
export function parseRecord(fields: Fields) {
  return parseForm(fields, {
    registeredOn: date('The day you registered'),
    reference: line('Your registration number', { max: 60 }),
    ...payer,
  });
}

/** The names of everything that the form above asks, to carry it on unseen. */
export const RECORD_FIELDS = [
  'registeredOn',
  'reference',
  'whoPays',
  'payerName',
  'costCode',
  'purchaseOrder',
] as const;

/** Days away and the kind of reason. */
export function parsePause(fields: Fields) {
  return parseForm(fields, {
    fromDay: date('The first day'),
    untilDay: date('The last day'),
    reason: choice('a kind of reason', PAUSE_REASONS),
  });
}

/** What the coordinator answers to a pause. */
export function parsePauseAnswer(fields: Fields) {
  return parseForm(fields, { answer: choice('an answer', ['granted', 'declined']) });
}

/** What the registrar gives when confirming a request. The fee is in pounds and pence, such as "165" or "165.50". */
export function parseConfirmation(fields: Fields) {
  return parseForm(fields, {
    reference: line('The registration number', { max: 60 }),
    registeredOn: date('The day of registration'),
    fee: optionalText('The fee', { max: 12 }).refine(
      (value) => value === '' || /^£?\d{1,6}(\.\d{2})?$/.test(value),
      'The fee must be an amount, such as 165 or 165.50',
    ),
    payment: choice('what became of the fee', PAYMENT_STATES),
    paymentReference: optionalLine('The payment reference', { max: 60 }),
  });
}

/** An amount as it was typed and checked above, in pence; nothing when it was left out. */
export function toPence(amount: string): number | undefined {
  return amount === '' ? undefined : Math.round(Number(amount.replace('£', '')) * 100);
}

/** Why a request is declined, told to the person. */
export function parseDecline(fields: Fields) {
  return parseForm(fields, { reason: text('The reason', { max: 2000 }) });
}

/** What became of a fee later. */
export function parseSettling(fields: Fields) {
  return parseForm(fields, {
    state: choice('what became of the fee', ['paid', 'waived', 'refunded']),
    reference: optionalLine('The payment reference', { max: 60 }),
  });
}

/** Which of the two buttons below the answers was pressed. */
export function pressed(fields: Fields): 'confirm' | 'change' | 'check' {
  const parsed = parseForm(fields, { confirm: ticked(), change: ticked() });
  if (parsed.ok && parsed.value.confirm) return 'confirm';
  return parsed.ok && parsed.value.change ? 'change' : 'check';
}
