/** Named maxima of a venue: nothing grows without a bound, and reaching a bound is a clean refusal. */
export interface VenueLimits {
  readonly instruments: number;
  readonly openOrders: number;
  readonly openOrdersPerParticipant: number;
}

export const VENUE_LIMITS: VenueLimits = {
  instruments: 256,
  openOrders: 200_000,
  openOrdersPerParticipant: 1_000,
};

/** Highest price that every book must take, in ticks. */
export const MAX_PRICE_TICKS = 2 ** 31 - 1;
