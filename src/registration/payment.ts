import type { Tx } from '#platform/database.ts';
import { refuse, Refused, type Refusal } from '#platform/refusal.ts';
import { notePayment } from './payment.sql.ts';
import { lockRegistration } from './registration.sql.ts';
import type { PaymentState } from './registration.ts';

/** What a fee may become: awaited, it is paid or waived; paid, it may be refunded; waived or refunded, it is settled. */
const NEXT: Record<PaymentState, readonly PaymentState[]> = {
  'awaiting-payment': ['paid', 'waived'],
  paid: ['refunded'],
  waived: [],
  refunded: [],
};

/** Why a fee cannot become this. */
export function refusalToNote(before: PaymentState | undefined, next: PaymentState): Refusal | undefined {
  if (before && NEXT[before].includes(next)) return undefined;
  return refuse('settled-before', 'The fee of this registration has been settled already.');
}

/**
 * Writes down what became of a registration's fee, with what the payment can be found by. Throws Refused when it was
 * settled before (409).
 */
export async function settlePayment(
  tx: Tx,
  note: { registrationId: string; state: PaymentState; reference: string; notedBy: string },
): Promise<void> {
  const registration = await lockRegistration(tx, note.registrationId);
  const refusal = refusalToNote(registration?.payment, note.state);
  if (refusal) throw new Refused(refusal);
  await notePayment(tx, note);
}
