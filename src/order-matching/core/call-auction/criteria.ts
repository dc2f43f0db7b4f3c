import { NO_PRICE } from '../book/order-book';
import type { CandidateSet } from './candidate-set';
import type { AuctionCriterion } from './rules';

/** Takes prices out of the set, never all; `referenceTicks` is NO_PRICE where there is none. */
type Narrow = (left: CandidateSet, referenceTicks: number) => void;

/** Lots wanted minus lots offered at the prices of a segment: falls, or stays, as the price rises. */
export const surplusLots = (left: CandidateSet, segment: number): number =>
  (left.demandLots[segment] as number) - (left.supplyLots[segment] as number);

/** Which side alone has lots left over at every price that is left: 1 buy, −1 sell, 0 neither. */
export function marketPressure(left: CandidateSet): number {
  // the surplus falls with the price, so the ends tell for all
  if (surplusLots(left, left.last) > 0) return 1;
  return surplusLots(left, left.first) < 0 ? -1 : 0;
}

/** Ticks between a price and the nearest price of a segment. */
function distanceTicks(left: CandidateSet, segment: number, priceTicks: number): number {
  return Math.abs(nearestTicks(left, segment, priceTicks) - priceTicks);
}

const nearestTicks = (left: CandidateSet, segment: number, priceTicks: number): number =>
  Math.min(
    Math.max(priceTicks, left.lowTicks[segment] as number, left.fromTicks),
    left.highTicks[segment] as number,
    left.toTicks,
  );

/** Keeps the candidates of the smallest measure. It falls, then rises along the prices, so they stand side by side. */
function keepLeast(left: CandidateSet, measure: (segment: number) => number): void {
  let least = Number.POSITIVE_INFINITY;
  let first = left.first;
  let last = left.last;
  for (let segment = left.first; segment <= left.last; segment += 1) {
    if (!left.isCandidate(segment)) continue;
    const value = measure(segment);
    if (value < least) {
      least = value;
      first = segment;
    }
    if (value === least) last = segment;
  }
  left.keepSegments(first, last);
}

const leastSurplus: Narrow = (left) => keepLeast(left, (segment) => Math.abs(surplusLots(left, segment)));

const betterPricesFilled: Narrow = (left) => {
  const fillsBetter = (segment: number): boolean =>
    left.isCandidate(segment) &&
    (left.aboveLots[segment] as number) <= left.volumeLots &&
    (left.belowLots[segment] as number) <= left.volumeLots;
  let { first, last } = left;
  while (first < last && !fillsBetter(first)) first += 1;
  while (last > first && !fillsBetter(last)) last -= 1;
  left.keepSegments(first, last);
};

const closestToReference: Narrow = (left, referenceTicks) => {
  if (referenceTicks === NO_PRICE) return;
  keepLeast(left, (segment) => distanceTicks(left, segment, referenceTicks));
  left.keepPrices(
    nearestTicks(left, left.first, referenceTicks),
    nearestTicks(left, left.last, referenceTicks),
  );
};

const towardsPressure: Narrow = (left) => {
  const pressure = marketPressure(left);
  if (pressure > 0) left.keepPrices(left.toTicks, left.toTicks);
  if (pressure < 0) left.keepPrices(left.fromTicks, left.fromTicks);
};

const middlePrice: Narrow = (left) => {
  const middle = Math.floor((left.fromTicks + left.toTicks + 1) / 2);
  left.keepPrices(middle, middle);
};

export const CRITERIA: Readonly<Record<AuctionCriterion, Narrow>> = {
  // the set is collected so
  'maximum-volume': () => {},
  'better-prices-filled': betterPricesFilled,
  'least-surplus': leastSurplus,
  'least-difference': leastSurplus,
  'market-pressure': towardsPressure,
  'closest-to-reference': closestToReference,
  'middle-price': middlePrice,
};
