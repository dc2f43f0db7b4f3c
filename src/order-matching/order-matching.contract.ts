import type { LocalizedText } from '../kernel';

export type Side = 'buy' | 'sell';
export type OrderType = 'limit' | 'market';
export type TimeInForce = 'GTC' | 'IOC' | 'FOK';
/** What happens when a participant's order would meet its own: nobody trades with itself (I14). */
export type SelfTradePrevention = 'cancel-aggressor' | 'cancel-resting' | 'cancel-both';
export type OrderStatus = 'open' | 'partially-filled' | 'filled' | 'cancelled' | 'rejected';

export interface VenueInstrument {
  readonly instrumentCode: string;
  readonly family: string;
  readonly referencePriceTicks: number;
  readonly priceBandBasisPoints: number;
  readonly centsPerTickLot: number;
}

/** Prices and quantities are integers here; the edge turns decimal strings into ticks and lots. */
export interface PlaceOrder {
  readonly sessionId: string;
  readonly participantCode: string;
  /** who pressed the button: a seat, a bot */
  readonly actorId: string;
  readonly actorKind: 'person' | 'bot';
  /** chosen by the client, unique per participant: same id and same order → the original answer (I16) */
  readonly clientOrderId: string;
  readonly instrumentCode: string;
  readonly side: Side;
  readonly orderType: OrderType;
  /** null for a market order */
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly timeInForce: TimeInForce;
  readonly selfTradePrevention: SelfTradePrevention;
}

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
  readonly priceTicks: number | null;
  readonly quantityLots: number;
  readonly cumulativeQuantityLots: number;
  /** still open in the book; leaves + cumulative + cancelled = order quantity (I7) */
  readonly leavesQuantityLots: number;
  readonly cancelledQuantityLots: number;
  readonly status: OrderStatus;
  /** why it was rejected or cancelled */
  readonly reason: Reason | null;
  readonly placedOn: string;
}

export interface Trade {
  readonly sessionId: string;
  /** gapless and increasing within the session */
  readonly tradeSequence: number;
  readonly tradeId: string;
  readonly instrumentCode: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
  readonly amountCents: number;
  readonly buyerCode: string;
  readonly sellerCode: string;
  readonly buyOrderId: string;
  readonly sellOrderId: string;
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
}

export type VenuePhase = 'open' | 'closed';

/** What the outside may follow, in sequence, after it is durable. */
export type VenueEvent =
  | {
      readonly type: 'order';
      readonly sequence: number;
      readonly sessionId: string;
      readonly order: OrderReport;
    }
  | { readonly type: 'trade'; readonly sequence: number; readonly sessionId: string; readonly trade: Trade }
  | {
      readonly type: 'level';
      readonly sequence: number;
      readonly sessionId: string;
      readonly instrumentCode: string;
      readonly side: Side;
      readonly priceTicks: number;
      /** 0 = the level is gone */
      readonly quantityLots: number;
      readonly orderCount: number;
    }
  | {
      readonly type: 'reference';
      readonly sequence: number;
      readonly sessionId: string;
      readonly instrumentCode: string;
      readonly referencePriceTicks: number;
      readonly bandLowTicks: number;
      readonly bandHighTicks: number;
    }
  | {
      readonly type: 'phase';
      readonly sequence: number;
      readonly sessionId: string;
      readonly phase: VenuePhase;
    }
  | {
      readonly type: 'account';
      readonly sequence: number;
      readonly sessionId: string;
      readonly account: VenueAccount;
    };

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

/** The exchange: order books, pre-trade reservation, one sequencer per session. */
export abstract class OrderMatching {
  /** Opens a venue, or takes it up again after a restart; harmless when repeated. */
  abstract openVenue(venue: {
    readonly sessionId: string;
    readonly instruments: readonly VenueInstrument[];
    readonly date: string;
  }): Promise<void>;
  abstract setPhase(sessionId: string, phase: VenuePhase): Promise<void>;
  /** A new trading day: yesterday's volume-weighted average becomes the reference price; orders outside the new band are cancelled. */
  abstract startDay(sessionId: string, date: string): Promise<void>;

  abstract placeOrder(order: PlaceOrder): Promise<OrderReport>;
  abstract cancelOrder(request: {
    readonly sessionId: string;
    readonly participantCode: string;
    readonly orderId: string;
  }): Promise<OrderReport>;
  abstract cancelAll(request: {
    readonly sessionId: string;
    readonly participantCode: string | null;
  }): Promise<number>;

  /** 划转 / 入金: from the registration account (rights) or the bank account (cash) to the trading account. */
  abstract moveToTrading(move: AssetMove): Promise<void>;
  /** The way back; refused when the amount is reserved or unsettled. */
  abstract moveFromTrading(move: AssetMove): Promise<void>;
  /** Settlement tells the venue that these trades are delivered in the ledger; harmless when repeated. */
  abstract confirmSettlement(sessionId: string, tradeIds: readonly string[]): Promise<void>;

  /** Codes of the instruments that are traded in the session, sorted; none before its venue is opened. */
  abstract instruments(sessionId: string): Promise<readonly string[]>;
  abstract depth(sessionId: string, instrumentCode: string, levels: number): Promise<BookDepth>;
  abstract account(sessionId: string, participantCode: string): Promise<VenueAccount>;
  abstract accounts(sessionId: string): Promise<readonly VenueAccount[]>;
  abstract order(sessionId: string, orderId: string): Promise<OrderReport | null>;
  /** Newest first. */
  abstract orders(query: {
    readonly sessionId: string;
    readonly participantCode: string;
    readonly openOnly: boolean;
    readonly limit: number;
  }): Promise<readonly OrderReport[]>;
  /** Oldest first, in the order of execution: the record that settlement follows. */
  abstract tradesAfter(sessionId: string, tradeSequence: number, limit: number): Promise<readonly Trade[]>;
  /** Newest first. */
  abstract recentTrades(sessionId: string, instrumentCode: string, limit: number): Promise<readonly Trade[]>;
  /** Per simulated date, oldest first; average = volume-weighted, half-up to the tick. */
  abstract dailyPrices(
    sessionId: string,
    instrumentCode: string,
  ): Promise<
    readonly {
      readonly date: string;
      readonly openTicks: number;
      readonly highTicks: number;
      readonly lowTicks: number;
      readonly closeTicks: number;
      readonly averageTicks: number;
      readonly volumeLots: number;
      readonly turnoverCents: number;
    }[]
  >;
  /** Venue-side invariants I3, I7, I8, I10, I11, and the venue's accounts against the ledger. */
  abstract checkInvariants(
    sessionId: string,
  ): Promise<readonly { readonly invariant: string; readonly holds: boolean; readonly detail: string }[]>;
}

/** The stream of what happened, published after it is durable, one batch per commit. Returns the way to stop listening. */
export abstract class VenueEvents {
  abstract subscribe(listener: (events: readonly VenueEvent[]) => void): () => void;
}
