export type Side = 'buy' | 'sell';
export type OrderType = 'limit' | 'market';
/** GTC waits until cancelled, DAY until the end of the simulated day, GTD until the end of `expiresOn`. */
export type TimeInForce = 'GTC' | 'IOC' | 'FOK' | 'DAY' | 'GTD';
/** What happens when a participant's order would meet its own: nobody trades with itself (I14). */
export type SelfTradePrevention =
  | 'cancel-aggressor'
  | 'cancel-resting'
  | 'cancel-both'
  | 'decrement-and-cancel';

/** How an instrument is traded, where that differs from a plain central book; persisted with the instrument. */
export interface MarketRules {
  /** listing: takers pick among the best listings (挂牌协议) */
  readonly model?: 'central-book' | 'listing';
  /** a band that no reference price moves */
  readonly fixedBand?: { readonly lowTicks: number; readonly highTicks: number };
  /** listing orders stay below it, block trades and biddings begin at it; null = neither is offered */
  readonly blockThresholdLots?: number | null;
  readonly blockBandBasisPoints?: number;
  /** a trade further than this from the last price halts the market; null = no dynamic band */
  readonly dynamicBandBasisPoints?: number | null;
  readonly haltSeconds?: number;
  readonly auctionRule?: 'sse' | 'szse' | 'asx' | 'nse';
  /** its phases follow the simulated time of the day; null = by command only */
  readonly tradingDay?: 'sse-stock' | 'national-ets' | null;
  readonly resaleBarredToday?: boolean;
  readonly holdingLimitLots?: number | null;
  readonly largeHolderLots?: number | null;
}

export interface VenueInstrument extends MarketRules {
  readonly instrumentCode: string;
  readonly family: string;
  readonly referencePriceTicks: number;
  /** inclusive distance from the reference price; null = no band */
  readonly priceBandBasisPoints: number | null;
  readonly centsPerTickLot: number;
}

/** Who sends an order, under which name of its own: same name and same order → the original answer (I16). */
export interface OrderOrigin {
  readonly sessionId: string;
  readonly participantCode: string;
  /** who pressed the button: a seat, a bot */
  readonly actorId: string;
  readonly actorKind: 'person' | 'bot';
  /** chosen by the client, unique per participant, whatever kind of order it names */
  readonly clientOrderId: string;
}

/** Prices and quantities are integers here; the edge turns decimal strings into ticks and lots. */
export interface PlaceOrder extends OrderOrigin {
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  /** the limit; of a market order its protection price, or null */
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly timeInForce: TimeInForce;
  readonly selfTradePrevention: SelfTradePrevention;
  /** rejected rather than traded at once */
  readonly postOnly?: boolean;
  /** visible part of an iceberg */
  readonly displayLots?: number | null;
  /** so much must trade at once */
  readonly minimumLots?: number | null;
  /** waits until a trade reaches this price */
  readonly stopTicks?: number | null;
  /** GTD: the last simulated day on which it is good */
  readonly expiresOn?: string | null;
}

/** null = as it was. */
export interface AmendOrder {
  readonly sessionId: string;
  readonly participantCode: string;
  readonly orderId: string;
  readonly priceTicks: number | null;
  /** the new open quantity */
  readonly leavesLots: number | null;
  readonly stopTicks: number | null;
}

export interface CancelAll {
  readonly sessionId: string;
  /** null: of everybody */
  readonly participantCode: string | null;
  readonly instrumentCode?: string | null;
  readonly side?: Side | null;
}

/** 摘牌: trades with one listing at its price. */
export interface TakeListing extends OrderOrigin {
  readonly instrumentCode: string;
  readonly listingId: string;
  readonly quantityLots: number;
}

/** 大宗协议: offered to one counterparty, who may accept all of it. */
export interface ProposeBlock extends OrderOrigin {
  readonly instrumentCode: string;
  readonly side: Side;
  readonly counterpartyCode: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
}

export interface AcceptBlock extends OrderOrigin {
  readonly proposalId: string;
}

/** 单向竞价: one seller's lot is offered to bidders between floor and cap. */
export interface OpenBidding extends OrderOrigin {
  readonly instrumentCode: string;
  readonly quantityLots: number;
  readonly floorTicks: number;
  readonly capTicks: number;
  /** uniform: everybody pays the lowest winning bid */
  readonly pricing: 'uniform' | 'pay-as-bid';
}

export interface PlaceBid extends OrderOrigin {
  readonly instrumentCode: string;
  readonly biddingId: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
}

export type AssetMove = {
  readonly sessionId: string;
  readonly participantCode: string;
  /** instrument code, or CASH */
  readonly asset: string;
  /** lots or cents, > 0 */
  readonly amount: number;
  /** unique in the session; repeating it moves nothing twice */
  readonly reference: string;
};
