type Fee = { readonly feePence: number | null; readonly feeCurrency: string; readonly feeConfirmed: boolean };

/** A fee in words: "£165", "£165, to be confirmed with ALT", "To be confirmed with ALT". */
export function feeInWords({ feePence, feeCurrency, feeConfirmed }: Fee, body: string): string {
  if (feePence === null) return `To be confirmed with ${body}`;
  const amount = moneyInWords(feePence, feeCurrency);
  return feeConfirmed ? amount : `${amount}, to be confirmed with ${body}`;
}

/** An amount in pence as it is read: "£165", "£94.50". */
export function moneyInWords(pence: number, currency: string): string {
  return (pence / 100).toLocaleString('en-GB', {
    style: 'currency',
    currency,
    minimumFractionDigits: pence % 100 === 0 ? 0 : 2,
  });
}
