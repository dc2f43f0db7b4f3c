import { DomainError } from './errors';

const PATTERN = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a decimal string (`"58.20"`) as an integer number of `10^-decimals` steps: `("58.20", 2) → 5820`.
 * @throws DomainError `decimal.malformed`, `decimal.too-precise`, `decimal.too-large`
 */
export function parseDecimal(text: string, decimals: number): number {
  const match = PATTERN.exec(text);
  if (!match)
    throw new DomainError(
      'decimal.malformed',
      { en: `"${text}" is not a decimal number such as 58.20`, zh: `“${text}”不是十进制数（例如 58.20）` },
      { text },
    );
  const [, sign, whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  if (/[1-9]/.test(fraction.slice(decimals)))
    throw new DomainError(
      'decimal.too-precise',
      { en: `"${text}" has more than ${decimals} decimals`, zh: `“${text}”的小数位超过 ${decimals} 位` },
      { text, decimals },
    );
  const value = Number(`${sign}${whole}${kept}`);
  if (!Number.isSafeInteger(value))
    throw new DomainError(
      'decimal.too-large',
      { en: `"${text}" is too large`, zh: `“${text}”过大` },
      { text },
    );
  return value === 0 ? 0 : value;
}

/** Writes an integer number of `10^-decimals` steps as a decimal string: `(5820, 2) → "58.20"`. */
export function formatDecimal(value: number, decimals: number): string {
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = value < 0 ? '-' : '';
  return decimals === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(digits.length - decimals)}`;
}
