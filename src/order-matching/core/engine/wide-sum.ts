import { assert } from '../../../kernel/errors';

const LARGEST = Number.MAX_SAFE_INTEGER;
/** what one unit of the high part is worth */
const UNIT = 2 ** 53;

/** A sum of safe integers that may itself grow beyond 2^53, without an allocation per addend. */
export class WideSum {
  private high = 0;
  private low = 0;

  add(addend: number): void {
    const sum = this.low + addend;
    if (sum <= LARGEST) this.low = sum;
    else this.carry(addend);
  }

  clear(): void {
    this.high = 0;
    this.low = 0;
  }

  get isZero(): boolean {
    return this.high === 0 && this.low === 0;
  }

  toBigInt(): bigint {
    return BigInt(this.high) * BigInt(UNIT) + BigInt(this.low);
  }

  set(value: bigint): void {
    this.high = Number(value / BigInt(UNIT));
    this.low = Number(value % BigInt(UNIT));
  }

  /** Both terms are below 2^53, so `low − 2^53` and the sum with the addend are exact. */
  private carry(addend: number): void {
    this.low = this.low - UNIT + addend;
    this.high += 1;
    assert(this.low >= 0 && Number.isSafeInteger(this.high), 'a sum of a day can be counted');
  }
}
