import { DomainError, formatDecimal, parseDecimal } from '../kernel';
import { InputError, refuseField, shown } from './input-error';

const MOST_DECIMALS = 12;
const WHOLE = /^\d+(\.0*)?$/;

/** Tick or lot: turns prices (quantities) of the input into whole steps and back. */
export class Measure {
  readonly #decimals: number;
  /** the size of a step, in units of 10^-decimals */
  readonly #step: number;
  /** the form of the first value that was read; null = none was yet */
  #firstWasInteger: boolean | null = null;

  /**
   * @param size a positive decimal string, such as 0.01; @param field where it was given
   * @throws InputError
   */
  constructor(
    readonly name: 'tick' | 'lot',
    readonly size: string,
    field: string,
  ) {
    const decimals = WHOLE.test(size) ? 0 : (size.split('.')[1]?.length ?? 0);
    this.#decimals = decimals;
    this.#step = decimals > MOST_DECIMALS ? 0 : scaled(size, decimals, field);
    if (this.#step <= 0)
      refuseField(field, `${shown(size)} is not a positive number with up to ${MOST_DECIMALS} decimals`);
  }

  /** How many steps a value is. It may be zero or negative; that is for the market to judge. @throws InputError */
  read(value: unknown, field: string): number {
    const isInteger = typeof value === 'number';
    let units: number;
    if (isInteger) units = this.#unitsOfInteger(value, field);
    else if (typeof value === 'string') units = this.#unitsOfText(value, field);
    else return refuseField(field, `${shown(value)} is neither a decimal string nor an integer`);
    if (units % this.#step !== 0) this.#refuseOffStep(value, field);
    this.#firstWasInteger ??= isInteger;
    return units === 0 ? 0 : units / this.#step;
  }

  /** JSON in the form in which the input began: an integer, or a decimal string. */
  write(steps: number): string {
    return this.#decimals === 0 && this.#firstWasInteger === true
      ? this.text(steps)
      : `"${this.text(steps)}"`;
  }

  text(steps: number): string {
    const units = steps * this.#step;
    if (Number.isSafeInteger(units)) return formatDecimal(units, this.#decimals);
    // a sum, or a price at the edge of what can be counted
    const digits = String(BigInt(steps) * BigInt(this.#step)).padStart(this.#decimals + 1, '0');
    const point = digits.length - this.#decimals;
    return this.#decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  #unitsOfInteger(value: number, field: string): number {
    if (!Number.isInteger(value))
      return refuseField(field, `${value} is not an integer; write decimals as a string, such as "58.20"`);
    if (!Number.isSafeInteger(value))
      return refuseField(field, `${value} is beyond ±(2^53 − 1), where JSON numbers are not exact any more`);
    const units = value * 10 ** this.#decimals;
    return Number.isSafeInteger(units) ? units : this.#refuseTooLarge(value, field);
  }

  #unitsOfText(value: string, field: string): number {
    try {
      return parseDecimal(value, this.#decimals);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'decimal.too-precise') return this.#refuseOffStep(value, field);
      if (error.code === 'decimal.too-large') return this.#refuseTooLarge(value, field);
      return refuseField(field, `${shown(value)} is not a decimal number, such as "58.20"`);
    }
  }

  #refuseTooLarge(value: number | string, field: string): never {
    throw new InputError(`${field}: ${shown(value)} is too large to be counted exactly`);
  }

  #refuseOffStep(value: number | string, field: string): never {
    throw new InputError(`${field}: ${shown(value)} is not a multiple of the ${this.name} ${this.size}`);
  }
}

function scaled(text: string, decimals: number, field: string): number {
  try {
    return parseDecimal(text, decimals);
  } catch (error) {
    if (error instanceof DomainError) return refuseField(field, error.text.en);
    throw error;
  }
}
