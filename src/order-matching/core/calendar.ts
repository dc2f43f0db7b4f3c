import { assert } from '../../kernel';

export const SECONDS_PER_DAY = 86_400;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether the text is a day of the calendar, written `YYYY-MM-DD`. */
export function isDate(date: string): boolean {
  const [, years, months, days] = DATE.exec(date) ?? [];
  const year = Number(years);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = Number(months) === 2 && isLeap ? 29 : (DAYS_OF_MONTH[Number(months) - 1] ?? 0);
  return Number(days) >= 1 && Number(days) <= last;
}

/**
 * Days since 1970-01-01 of a date `YYYY-MM-DD` in the Gregorian calendar, by arithmetic alone: a year counted from
 * March ends with the leap day.
 */
export function dayOrdinal(date: string): number {
  assert(isDate(date), `${date} is a date`);
  const [, years, months, days] = DATE.exec(date) ?? [];
  const month = Number(months);
  const year = Number(years) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + Number(days) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** `hh:mm:ss` of a second of the day. */
export function clockText(secondOfDay: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(secondOfDay / 3_600)}:${two((secondOfDay / 60) % 60)}:${two(secondOfDay % 60)}`;
}
