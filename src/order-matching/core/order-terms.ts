import type { InstrumentMeasures } from '../../kernel';
import type { Side } from './book/order-book';
import type { AuctionRule } from './call-auction';
import type { MarketModel } from './engine/market';
import type { TradingDayName } from './engine/phases';
import type { PriceBand } from './price-band';
import type { Reason } from './reasons';

export type OrderType = 'limit' | 'market';
export type TimeInForce = 'GTC' | 'IOC' | 'FOK' | 'DAY' | 'GTD';
export type SelfTradePrevention =
  | 'cancel-aggressor'
  | 'cancel-resting'
  | 'cancel-both'
  | 'decrement-and-cancel';
/** The venue as a whole; single instruments may stand elsewhere (`MarketPhase`). */
export type VenuePhase = 'open' | 'closed';
/** `waiting`: a stop order whose price is not reached yet. */
export type OrderStatus =
  | 'waiting'
  | 'open'
  | 'partially-filled'
  | 'filled'
  | 'cancelled'
  | 'expired'
  | 'rejected';

/** What an instrument is, and the rules of its market. */
export interface InstrumentTerms {
  readonly instrumentCode: string;
  readonly family: string;
  readonly referencePriceTicks: number;
  /** inclusive distance from the reference price; null = no band */
  readonly priceBandBasisPoints: number | null;
  /** a band that no reference price moves */
  readonly fixedBand?: PriceBand;
  readonly centsPerTickLot: number;
  /** for sentences that name prices and quantities */
  readonly measures: InstrumentMeasures;
  /** how orders meet (default: central book) */
  readonly model?: MarketModel;
  /** listing orders stay below it, block trades and bidding begin at it (national ETS: 100,000 t); null = neither */
  readonly blockThresholdLots?: number | null;
  /** block trades: inclusive distance from the reference price (default 3,000) */
  readonly blockBandBasisPoints?: number;
  /** a trade further than this from the last price stops the market; null = no dynamic band */
  readonly dynamicBandBasisPoints?: number | null;
  readonly haltSeconds?: number;
  readonly auctionRule?: AuctionRule;
  /** its phases change with the simulated clock; null = by command only */
  readonly tradingDay?: TradingDayName | null;
  readonly resaleBarredToday?: boolean;
  readonly holdingLimitLots?: number | null;
  readonly largeHolderLots?: number | null;
}

/** The state of an order after something happened to it: a message to its owner. */
export interface ExecutionReport {
  readonly orderNumber: number;
  readonly clientOrderId: string;
  readonly participantCode: string;
  readonly actorKind: 'person' | 'bot';
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly cumulativeLots: number;
  readonly leavesLots: number;
  readonly cancelledLots: number;
  readonly status: OrderStatus;
  readonly reason: Reason | null;
  readonly placedOn: string;
  readonly postOnly: boolean;
  readonly displayLots: number | null;
  readonly minimumLots: number | null;
  readonly stopTicks: number | null;
  readonly expiresOn: string | null;
}
