import type { Side } from './book/order-book';
import type { MarketPhase } from './engine/phases';
import type { InstrumentTerms, OrderType, SelfTradePrevention, TimeInForce, VenuePhase } from './order-terms';
import type { Reason } from './reasons';

/** What the right family said about this participant, instrument and side, before the order came to the core. */
export type Eligibility =
  | { readonly allowed: false; readonly reason: Reason }
  | {
      readonly allowed: true;
      /** most that the participant may buy (or sell) in all, open orders included; null = no limit */
      readonly limitLots: number | null;
      readonly limitReason: Reason | null;
    };

/** Who sends an order, and under which name of its own. */
interface OrderOrigin {
  readonly participantCode: string;
  readonly actorId: string;
  readonly actorKind: 'person' | 'bot';
  readonly clientOrderId: string;
}

export interface PlaceOrderCommand extends OrderOrigin {
  readonly type: 'place-order';
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  /** the limit; of a market order its protection price, or null: the far edge of the band, or as deep as the book goes */
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly timeInForce: TimeInForce;
  readonly selfTradePrevention: SelfTradePrevention;
  readonly eligibility: Eligibility;
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

/** The owner changes an open order; null = as it was. */
export interface AmendOrderCommand {
  readonly type: 'amend-order';
  readonly participantCode: string;
  readonly orderNumber: number;
  readonly priceTicks: number | null;
  /** the new open quantity */
  readonly leavesLots: number | null;
  readonly stopTicks?: number | null;
  readonly eligibility: Eligibility;
}

/** 摘牌: trades with one listing at its price. */
export interface TakeListingCommand extends OrderOrigin {
  readonly type: 'take-listing';
  readonly listingNumber: number;
  readonly quantityLots: number;
  readonly eligibility: Eligibility;
}

/** 大宗协议: offered to one counterparty, who may accept all of it. */
export interface ProposeBlockCommand extends OrderOrigin {
  readonly type: 'propose-block';
  readonly instrumentCode: string;
  readonly side: Side;
  readonly counterpartyCode: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly eligibility: Eligibility;
}

export interface AcceptBlockCommand extends OrderOrigin {
  readonly type: 'accept-block';
  readonly proposalNumber: number;
  readonly eligibility: Eligibility;
}

/** 单向竞价: one seller's lot is offered; the command's number is the number of the bidding and of the seller's order. */
export interface OpenBiddingCommand extends OrderOrigin {
  readonly type: 'open-bidding';
  readonly instrumentCode: string;
  readonly quantityLots: number;
  readonly floorTicks: number;
  readonly capTicks: number;
  readonly pricing: 'uniform' | 'pay-as-bid';
  readonly eligibility: Eligibility;
}

export interface PlaceBidCommand extends OrderOrigin {
  readonly type: 'place-bid';
  readonly biddingNumber: number;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly eligibility: Eligibility;
}

/** Commands that bring a numbered order. */
export type OrderCommand =
  | PlaceOrderCommand
  | TakeListingCommand
  | ProposeBlockCommand
  | AcceptBlockCommand
  | OpenBiddingCommand
  | PlaceBidCommand;

/** Everything that can change a venue, without its number. Amounts are cents for cash, lots for rights. */
export type VenueCommandBody =
  | { readonly type: 'list-instrument'; readonly terms: InstrumentTerms }
  | {
      readonly type: 'set-phase';
      readonly phase: VenuePhase | MarketPhase;
      /** null: every instrument */
      readonly instrumentCode?: string | null;
      /** false: orders cannot be cancelled or amended in this window */
      readonly cancels?: boolean;
    }
  /** Yesterday's volume-weighted average becomes the reference price; orders outside the new band are cancelled. */
  | { readonly type: 'start-day'; readonly date: string }
  /** Simulated time within the day: orders expire, halts end, markets with a trading day change their phase. */
  | { readonly type: 'advance-clock'; readonly secondOfDay: number }
  | OrderCommand
  | AmendOrderCommand
  | { readonly type: 'cancel-order'; readonly participantCode: string; readonly orderNumber: number }
  | {
      readonly type: 'cancel-all';
      /** null: the whole venue */
      readonly participantCode: string | null;
      readonly instrumentCode?: string | null;
      readonly side?: Side | null;
    }
  | { readonly type: 'close-bidding'; readonly biddingNumber: number }
  /** The holding limit of one participant, instead of that of the instrument; null = that of the instrument again. */
  | {
      readonly type: 'set-holding-limit';
      readonly participantCode: string;
      readonly instrumentCode: string;
      readonly limitLots: number | null;
    }
  /** `instrumentCode` null: cash. Settled assets come into, or leave, the trading account. */
  | {
      readonly type: 'credit' | 'debit';
      readonly participantCode: string;
      readonly instrumentCode: string | null;
      readonly amount: number;
    }
  /** Delivered in the ledger; numbers that are not (or no longer) unsettled are passed over. */
  | { readonly type: 'confirm-settlement'; readonly tradeSequences: readonly number[] };

export type VenueCommand = VenueCommandBody & { readonly sequence: number };
