import { assert, ticks } from '../../kernel';

export interface DayTurnover {
  /** simulated date, ISO */
  readonly date: string;
  readonly volumeLots: number;
  readonly turnoverCents: number;
}

const daysOf = (year: number, month: number): number => {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
};

/** The same day a month earlier, or the last day of that month: `2024-03-31` → `2024-02-29`. */
export function monthBefore(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  assert(match, `${date} is an ISO date`);
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const [thatYear, thatMonth] = month === 1 ? [year - 1, 12] : [year, month - 1];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(thatYear).padStart(4, '0')}-${two(thatMonth)}-${two(Math.min(day, daysOf(thatYear, thatMonth)))}`;
}

/**
 * Volume-weighted average price in ticks, half-up, of the month before the deadline: from the same day a month
 * earlier to the day before the deadline. Null when nothing traded then.
 */
export function averageOfMonthBefore(
  days: readonly DayTurnover[],
  deadline: string,
  centsPerTickLot: number,
): number | null {
  const first = monthBefore(deadline);
  let volume = 0n;
  let turnover = 0n;
  for (const day of days) {
    if (day.date < first || day.date >= deadline) continue;
    volume += BigInt(day.volumeLots);
    turnover += BigInt(day.turnoverCents);
  }
  if (volume === 0n) return null;
  const divisor = volume * BigInt(centsPerTickLot);
  return ticks(Number((2n * turnover + divisor) / (2n * divisor)));
}
