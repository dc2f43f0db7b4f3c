import { DomainError } from './errors';

declare const unit: unique symbol;
type Branded<Name extends string> = number & { readonly [unit]: Name };

/** Money in integer cents (1/100 of the currency unit). Never a fraction. */
export type Cents = Branded<'cents'>;
/** A price in integer ticks of its instrument. */
export type Ticks = Branded<'ticks'>;
/** A quantity of rights in integer lots of its instrument. */
export type Lots = Branded<'lots'>;

function checked(value: number, what: string): number {
  if (!Number.isSafeInteger(value))
    throw new DomainError(
      'kernel.not-a-safe-integer',
      { en: `${what} is not a whole number within ±(2^53 − 1)`, zh: `${what} 不是 ±(2^53 − 1) 以内的整数` },
      { value: String(value) },
    );
  return value === 0 ? 0 : value;
}

/** @throws DomainError `kernel.not-a-safe-integer` */
export const cents = (value: number): Cents => checked(value, 'amount of cents') as Cents;
/** @throws DomainError `kernel.not-a-safe-integer` */
export const ticks = (value: number): Ticks => checked(value, 'price in ticks') as Ticks;
/** @throws DomainError `kernel.not-a-safe-integer` */
export const lots = (value: number): Lots => checked(value, 'quantity in lots') as Lots;

/** Sum of integers, refused when it leaves the safe range. */
export function sumSafe(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total = checked(total + value, 'sum');
  return total;
}

/** Product of integers, refused when it leaves the safe range. */
export function multiplySafe(...factors: number[]): number {
  return factors.reduce((product, factor) => checked(product * factor, 'product'), 1);
}
