import { Temporal } from 'temporal-polyfill';
import { pathwayOf } from './edition.ts';
import type { Edition, Fee } from './edition.ts';

/** What something cost on a day. `amountPence` is null where no amount is known. */
export type FeeAnswer = {
  readonly amountPence: number | null;
  readonly currency: string;
  /** false: show "to be confirmed" beside any amount. */
  readonly confirmed: boolean;
  /** Where the amount comes from, or why there is none, in a sentence. */
  readonly source: string;
};

/** Which fee: for registering (standard rate) unless said otherwise. */
export type FeeSought = { readonly what?: Fee['what']; readonly rate?: Fee['rate'] };

/**
 * The awarding body's fee for a pathway on a date. A row holds from `validFrom` to `validUntil`, both days included. Where no
 * row holds, the amount is null and unconfirmed and the source says that none is on file.
 */
export function feeOn(
  edition: Edition,
  pathwayId: string,
  date: Temporal.PlainDate,
  { what = 'registration', rate = 'standard' }: FeeSought = {},
): FeeAnswer {
  const pathway = pathwayOf(edition, pathwayId);
  const row = edition.fees.find(
    (fee) =>
      fee.what === what && fee.rate === rate && fee.pathways.includes(pathway.id) && holdsOn(fee, date),
  );
  if (row) {
    const { amountPence, currency, status, source } = row;
    return { amountPence, currency, confirmed: status === 'confirmed', source };
  }
  const currency =
    edition.fees.find((fee) => fee.what === what)?.currency ?? edition.fees[0]?.currency ?? 'GBP';
  return { amountPence: null, currency, confirmed: false, source: 'No fee is on file for this date.' };
}

function holdsOn({ validFrom, validUntil }: Fee, date: Temporal.PlainDate): boolean {
  if (Temporal.PlainDate.compare(date, validFrom) < 0) return false;
  return validUntil === undefined || Temporal.PlainDate.compare(date, validUntil) <= 0;
}
