import type {
  AcceptBlock,
  AmendOrder,
  AssetMove,
  CancelAll,
  OpenBidding,
  PlaceBid,
  PlaceOrder,
  ProposeBlock,
  TakeListing,
  VenueInstrument,
} from './order-requests';
import type {
  AuctionResult,
  BlockProposal,
  BookDepth,
  Listing,
  MarketPhase,
  OpenLot,
  OrderReport,
  Trade,
  VenueAccount,
  VenueEvent,
  VenuePhase,
} from './venue-views';

/** The exchange: order books, pre-trade reservation, one sequencer per session. */
export abstract class OrderMatching {
  /** Opens a venue, or takes it up again after a restart; harmless when repeated. */
  abstract openVenue(venue: {
    readonly sessionId: string;
    readonly instruments: readonly VenueInstrument[];
    readonly date: string;
  }): Promise<void>;
  /** Opens or closes every market; a venue that is open already keeps the phases of its instruments. */
  abstract setPhase(sessionId: string, phase: VenuePhase): Promise<void>;
  /** @param cancels false: nobody may cancel or amend until the next change. @throws DomainError `venue.unknown-instrument`, `venue.closed` */
  abstract setMarketPhase(
    sessionId: string,
    instrumentCode: string,
    phase: MarketPhase,
    cancels: boolean,
  ): Promise<void>;
  /** A new trading day: yesterday's volume-weighted average becomes the reference price; orders outside the new band are cancelled. */
  abstract startDay(sessionId: string, date: string): Promise<void>;
  /** Simulated time within the day: DAY and GTD orders expire, halts end, trading days go on. @throws DomainError `venue.time-goes-back`, `venue.closed` */
  abstract advanceClock(sessionId: string, secondOfDay: number): Promise<void>;

  abstract placeOrder(order: PlaceOrder): Promise<OrderReport>;
  abstract cancelOrder(request: {
    readonly sessionId: string;
    readonly participantCode: string;
    readonly orderId: string;
  }): Promise<OrderReport>;
  /** @returns how many were cancelled; orders whose market bars cancels at this hour stay */
  abstract cancelAll(request: CancelAll): Promise<number>;
  /** A smaller quantity keeps the place in the queue, anything else goes to its end and may trade at once. */
  abstract amendOrder(request: AmendOrder): Promise<OrderReport>;

  abstract takeListing(order: TakeListing): Promise<OrderReport>;
  abstract proposeBlock(order: ProposeBlock): Promise<OrderReport>;
  abstract acceptBlock(order: AcceptBlock): Promise<OrderReport>;
  /** The seller's order; its id is the id of the bidding. */
  abstract openBidding(order: OpenBidding): Promise<OrderReport>;
  abstract placeBid(order: PlaceBid): Promise<OrderReport>;
  /** Awards the lot and ends the bidding. @throws DomainError `bidding.not-open` */
  abstract closeBidding(bidding: {
    readonly sessionId: string;
    readonly instrumentCode: string;
    readonly biddingId: string;
  }): Promise<void>;

  /** 划转 / 入金: from the registration account (rights) or the bank account (cash) to the trading account. */
  abstract moveToTrading(move: AssetMove): Promise<void>;
  /** The way back; refused when the amount is reserved or unsettled. */
  abstract moveFromTrading(move: AssetMove): Promise<void>;
  /** Settlement tells the venue that these trades are delivered in the ledger; harmless when repeated. */
  abstract confirmSettlement(sessionId: string, tradeIds: readonly string[]): Promise<void>;

  /** Codes of the instruments that are traded in the session, sorted; none before its venue is opened. */
  abstract instruments(sessionId: string): Promise<readonly string[]>;
  abstract depth(sessionId: string, instrumentCode: string, levels: number): Promise<BookDepth>;
  /** Listings that can be taken now: those at the best five prices of each side, best and oldest first. */
  abstract listings(sessionId: string, instrumentCode: string): Promise<readonly Listing[]>;
  /** Open block proposals that this participant made or may accept. */
  abstract blockProposals(sessionId: string, participantCode: string): Promise<readonly BlockProposal[]>;
  abstract biddings(sessionId: string, instrumentCode: string): Promise<readonly OpenLot[]>;
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
  /** Uncrossings with their reasons, newest first. */
  abstract recentAuctions(
    sessionId: string,
    instrumentCode: string,
    limit: number,
  ): Promise<readonly AuctionResult[]>;
  /** Per simulated date, oldest first, without block trades and bidding; average = volume-weighted, half-up to the tick. */
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
  /** Venue-side invariants I3, I7, I8, I10, I11, I14, and the venue's accounts against the ledger. */
  abstract checkInvariants(
    sessionId: string,
  ): Promise<readonly { readonly invariant: string; readonly holds: boolean; readonly detail: string }[]>;
}

/** The stream of what happened, published after it is durable, one batch per commit. Returns the way to stop listening. */
export abstract class VenueEvents {
  abstract subscribe(listener: (events: readonly VenueEvent[]) => void): () => void;
}
