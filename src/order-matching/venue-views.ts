import type { LocalizedText } from '../kernel';
import type { OrderType, Side, TimeInForce } from './order-requests';

/** `waiting`: a stop order whose price is not reached yet. `expired`: time ended it. */
export type OrderStatus =
  | 'waiting'
  | 'open'
  | 'partially-filled'
  | 'filled'
  | 'cancelled'
  | 'expired'
  | 'rejected';

/** The venue as a whole; single instruments may stand elsewhere (`MarketPhase`). */
export type VenuePhase = 'open' | 'closed';
/** Where one instrument stands in its trading day. */
export type MarketPhase =
  | 'closed'
  | 'pre-open'
  | 'call-auction'
  | 'continuous'
  | 'volatility-halt'
  | 'closing-auction'
  | 'suspended';

export interface Reason {
  readonly code: string;
  readonly text: LocalizedText;
  readonly remedy: LocalizedText;
}

export interface OrderReport {
  readonly orderId: string;
  readonly clientOrderId: string;
  readonly participantCode: string;
  readonly actorKind: 'person' | 'bot';
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  readonly timeInForce: TimeInForce;
  /** the limit; of a market order its protection price, if it has one */
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly cumulativeQuantityLots: number;
  /** still open in the book; leaves + cumulative + cancelled = order quantity (I7) */
  readonly leavesQuantityLots: number;
  readonly cancelledQuantityLots: number;
  readonly status: OrderStatus;
  /** why it was rejected or cancelled, or what happened to it */
  readonly reason: Reason | null;
  readonly placedOn: string;
  readonly postOnly: boolean;
  readonly displayLots: number | null;
  readonly minimumLots: number | null;
  readonly stopTicks: number | null;
  readonly expiresOn: string | null;
}

/** Block trades and bidding count neither for the last price nor for the daily close. */
export type TradeModel = 'continuous' | 'auction' | 'listing' | 'block' | 'bidding';

export interface Trade {
  readonly sessionId: string;
  /** gapless and increasing within the session */
  readonly tradeSequence: number;
  readonly tradeId: string;
  readonly instrumentCode: string;
  readonly model: TradeModel;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly amountCents: number;
  readonly buyerCode: string;
  readonly sellerCode: string;
  readonly buyOrderId: string;
  readonly sellOrderId: string;
  /** in an auction the side of the younger order */
  readonly aggressorSide: Side;
  /** simulated date */
  readonly date: string;
  /** wall-clock instant, ISO, for charts */
  readonly executedAt: string;
}

/** A trading account as the venue sees it. Unsettled amounts have been traded but not yet delivered. */
export interface VenueAccount {
  readonly participantCode: string;
  readonly cashAvailableCents: number;
  readonly cashReservedCents: number;
  readonly cashUnsettledInCents: number;
  readonly cashUnsettledOutCents: number;
  readonly rights: readonly {
    readonly instrumentCode: string;
    readonly availableLots: number;
    readonly reservedLots: number;
    readonly unsettledInLots: number;
    readonly unsettledOutLots: number;
  }[];
}

export interface BookLevel {
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly orderCount: number;
}

/** What the collected orders would trade at now. */
export interface Indicative {
  readonly priceTicks: number;
  readonly quantityLots: number;
  /** left over at that price, on `surplusSide` */
  readonly surplusLots: number;
  readonly surplusSide: Side | null;
}

/** What an uncrossing found, and why. */
export interface AuctionResult {
  /** whose tie rules */
  readonly rule: 'sse' | 'szse' | 'asx' | 'nse';
  /** what the rule compares with; null = there was no price yet */
  readonly referencePriceTicks: number | null;
  readonly priceTicks: number;
  readonly quantityLots: number;
  /** left over at the price, on `surplusSide` */
  readonly surplusLots: number;
  readonly surplusSide: Side | null;
  /** the tie rules in their order, until one price was left */
  readonly steps: readonly { readonly criterion: string; readonly text: LocalizedText }[];
  readonly summary: LocalizedText;
  /** simulated date */
  readonly date: string;
}

export interface BookDepth {
  readonly instrumentCode: string;
  /** sequence of the last event in this picture */
  readonly sequence: number;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
  readonly lastPriceTicks: number | null;
  readonly referencePriceTicks: number;
  readonly bandLowTicks: number;
  readonly bandHighTicks: number;
  readonly phase: MarketPhase;
  /** false: nobody may cancel or amend at this hour */
  readonly cancels: boolean;
  /** null: nothing is collected, or nothing crosses */
  readonly indicative: Indicative | null;
}

/** One listing that a taker may choose; whose it is stays private. */
export interface Listing {
  readonly listingId: string;
  readonly side: Side;
  readonly priceTicks: number;
  readonly quantityLots: number;
}

/** A block trade that waits for its counterparty. */
export interface BlockProposal {
  readonly proposalId: string;
  readonly instrumentCode: string;
  /** the proposer's side */
  readonly side: Side;
  readonly proposerCode: string;
  readonly counterpartyCode: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
}

/** A lot under one-way bidding; bids are under cover. */
export interface OpenLot {
  readonly biddingId: string;
  readonly instrumentCode: string;
  readonly quantityLots: number;
  readonly floorTicks: number;
  readonly capTicks: number;
  readonly pricing: 'uniform' | 'pay-as-bid';
}

/** What the outside may follow, in sequence, after it is durable. */
export type VenueEvent = { readonly sequence: number; readonly sessionId: string } & (
  | { readonly type: 'order'; readonly order: OrderReport }
  | { readonly type: 'trade'; readonly trade: Trade }
  | {
      readonly type: 'level';
      readonly instrumentCode: string;
      readonly side: Side;
      readonly priceTicks: number;
      /** 0 = the level is gone */
      readonly quantityLots: number;
      readonly orderCount: number;
    }
  | {
      readonly type: 'reference';
      readonly instrumentCode: string;
      readonly referencePriceTicks: number;
      readonly bandLowTicks: number;
      readonly bandHighTicks: number;
    }
  | { readonly type: 'phase'; readonly phase: VenuePhase }
  | {
      readonly type: 'market-phase';
      readonly instrumentCode: string;
      readonly phase: MarketPhase;
      readonly cancels: boolean;
    }
  | {
      readonly type: 'indicative';
      readonly instrumentCode: string;
      readonly indicative: Indicative | null;
    }
  /** before the trades of an uncrossing */
  | { readonly type: 'auction'; readonly instrumentCode: string; readonly auction: AuctionResult }
  | { readonly type: 'account'; readonly account: VenueAccount }
);
