import type { TradingDayName } from './phases';

/** Rules of one market for block trades and one-way bidding, beyond size and band. */
export interface LargeLotRules {
  /** block trades from this second of the day on, and until the second one */
  readonly blockHours: readonly [fromSecondOfDay: number, toSecondOfDay: number];
  /** a bidding starts at the previous close, or this much below it */
  readonly biddingFloorBasisPoints: number;
  /** nobody bids further above the previous close */
  readonly biddingCapBasisPoints: number;
}

/** By trading day; a market that is not named here has none of its own (docs/markets.md names the sources). */
export const LARGE_LOT_RULES: Readonly<Partial<Record<TradingDayName, LargeLotRules>>> = {
  /** China's national carbon market: block trades 13:00–15:00; floor = previous close or −10 %, cap = +10 % */
  'national-ets': {
    blockHours: [13 * 3_600, 15 * 3_600],
    biddingFloorBasisPoints: 1_000,
    biddingCapBasisPoints: 1_000,
  },
};
