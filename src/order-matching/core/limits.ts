/** Named maxima of a venue: nothing grows without a bound, and reaching a bound is a clean refusal. */
export interface VenueLimits {
  readonly instruments: number;
  readonly participants: number;
  readonly openOrders: number;
  readonly openOrdersPerParticipant: number;
  /** occupied prices of one book, both sides together */
  readonly levelsPerBook: number;
}

export const VENUE_LIMITS: VenueLimits = {
  instruments: 256,
  participants: 65_536,
  openOrders: 1_048_576,
  openOrdersPerParticipant: 1_000,
  levelsPerBook: 262_144,
};

/** An iceberg may come in so many parts: refreshing them is the venue's work, not its owner's. */
export const MAX_ICEBERG_PARTS = 1_000;
/** Highest price that every book must take, in ticks. */
export const MAX_PRICE_TICKS = 2 ** 31 - 1;
/** Largest quantity and largest value (price × quantity × cents) that is counted exactly. */
export const MAX_COUNT = Number.MAX_SAFE_INTEGER;
