/** `"1234567.80"` → `"1,234,567.80"`, digit by digit: a decimal string is never turned into a float. */
export function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const parted = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}

/** Money: two decimals, grouped; zero is a dash where `dash` is asked for. */
export const money = (text: string): string => {
  const [whole = '0', fraction = ''] = text.split('.');
  return grouped(`${whole}.${fraction.padEnd(2, '0')}`);
};

/** Short form for bars and lanes: 1.2M, 120万. For the eye only, never for arithmetic. */
export const compact = (text: string, language: string): string =>
  new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 }).format(Number(text));

export const signedPercent = (share: number): string =>
  `${share > 0 ? '+' : share < 0 ? '−' : ''}${(Math.abs(share) * 100).toFixed(2)}%`;

export const percent = (share: number): string =>
  `${(share * 100).toFixed(share > 0.999 && share < 1 ? 2 : 1)}%`;

export const decimalsOf = (step: string): number => step.split('.')[1]?.length ?? 0;

/** Wall-clock time of day of an ISO instant, in the reader's zone. */
export const timeOfDay = (instant: string): string => {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : date.toTimeString().slice(0, 8);
};
