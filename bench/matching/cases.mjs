/**
 * The flows. `resting`: orders that the book holds; `near`: share of new resting orders close to the touch (mean
 * `NEAR_TICKS` from the middle), the others stand `distanceTicks` away in the mean; `add`, `cancel`, `take`: shares of
 * the operations. Every taker uses up as many orders as keeps the book at its size.
 */
export const CASES = [
  { name: 'shallow', resting: 1_000, near: 0.6, distanceTicks: 20, add: 0.55, cancel: 0.4, take: 0.05 },
  { name: 'deep', resting: 100_000, near: 0.4, distanceTicks: 350, add: 0.55, cancel: 0.4, take: 0.05 },
  { name: 'sweep', resting: 10_000, near: 0.8, distanceTicks: 80, add: 0.5, cancel: 0.1, take: 0.4 },
  {
    name: 'million',
    resting: 1_000_000,
    near: 0.4,
    distanceTicks: 350,
    add: 0.55,
    cancel: 0.4,
    take: 0.05,
    ownOnly: true,
  },
];

/** In `--quick` no book is larger than this; the flow of a million is made only when it is asked for by name. */
export const QUICK_RESTING_MAX = 10_000;

export const REFERENCE_TICKS = 10_000;
/** Orders stand within 10 % of the reference price, the middle of the market wanders within 3 %. */
export const LOWEST_TICKS = 9_000;
export const HIGHEST_TICKS = 11_000;
export const MIDDLE_WANDERS_TICKS = 300;

export const NEAR_TICKS = 4;
export const MEAN_LOTS = 50;
export const ACCOUNTS = 1_000;
