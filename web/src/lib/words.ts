/** How enum values, numbers and instants read on a page. */

const LOCALE = 'en-GB';

const MOMENT = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const DISTANCE = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });

/** The word for an enum value; a value that is newer than this page is spelled out. */
export function wordFor<T extends string>(words: Partial<Record<T, string>>, value: T): string {
  return words[value] ?? spelled(value);
}

function spelled(value: string): string {
  const text = value.replaceAll('_', ' ').toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount.toLocaleString(LOCALE)} ${amount === 1 ? one : many}`;
}

export function money({ amount, currencyCode }: { amount: string; currencyCode: string }): string {
  // Decimals stay text: a number would round what is exact.
  const exact = amount as Intl.StringNumericLiteral;
  return new Intl.NumberFormat(LOCALE, { style: 'currency', currency: currencyCode }).format(exact);
}

export function moment(instant: string): string {
  return MOMENT.format(new Date(instant));
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** "in 3 days", "2 hours ago". */
export function distance(instant: string, now = Date.now()): string {
  const gap = new Date(instant).getTime() - now;
  for (const [unit, size] of STEPS) {
    if (Math.abs(gap) >= size) return DISTANCE.format(Math.trunc(gap / size), unit);
  }
  return DISTANCE.format(0, 'minute');
}
