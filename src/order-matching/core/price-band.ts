import { assert } from '../../kernel';
import { MAX_PRICE_TICKS } from './limits';

export interface PriceBand {
  readonly lowTicks: number;
  readonly highTicks: number;
}

const WHOLE = 10_000;

/** The inclusive band around a reference price; limits are rounded inward, so that no price in it is beyond the percentage. */
export function priceBand(referencePriceTicks: number, basisPoints: number): PriceBand {
  assert(
    Number.isSafeInteger(referencePriceTicks) &&
      referencePriceTicks > 0 &&
      referencePriceTicks <= MAX_PRICE_TICKS,
    'a reference price is a positive number of ticks within the maximum',
  );
  assert(
    Number.isSafeInteger(basisPoints) && basisPoints >= 0 && basisPoints <= WHOLE,
    'a band is 0 to 10000 bp',
  );
  const lowTicks = Math.max(1, Math.ceil((referencePriceTicks * (WHOLE - basisPoints)) / WHOLE));
  const highTicks = Math.min(
    MAX_PRICE_TICKS,
    Math.floor((referencePriceTicks * (WHOLE + basisPoints)) / WHOLE),
  );
  return { lowTicks, highTicks };
}

/** Volume-weighted average of a day, half-up to the tick; null when nothing traded. */
export function averagePriceTicks(turnoverTickLots: bigint, volumeLots: bigint): number | null {
  if (volumeLots === 0n) return null;
  return Number((2n * turnoverTickLots + volumeLots) / (2n * volumeLots));
}
