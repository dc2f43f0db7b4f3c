import type { PriceBand } from '../price-band';
import type { AuctionLevels } from './auction-levels';
import type { AuctionCandidates, AuctionRule } from './rules';

/** At which one price would these orders trade? */
export interface AuctionQuestion {
  readonly levels: AuctionLevels;
  readonly rule: AuctionRule;
  /** previous close at the opening, last price later in the day; null = there is none */
  readonly referenceTicks: number | null;
  /** absent: what the rule's own text means */
  readonly candidates?: AuctionCandidates;
  /** inclusive; an order priced beyond it counts at its limit; absent = none */
  readonly band?: PriceBand;
}

export interface AuctionPrice {
  readonly priceTicks: number;
  readonly volumeLots: number;
  /** what could trade at the price and finds no counterpart; positive: buys, negative: sells */
  readonly surplusLots: number;
}
