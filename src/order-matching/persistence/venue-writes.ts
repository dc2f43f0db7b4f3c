import type {
  ExecutionReport,
  InstrumentTerms,
  MarketPhase,
  VenueAuction,
  VenuePhase,
  VenueTrade,
} from '../core';
import type { JournalEntry } from '../journal-chain';

/** What a client asked for in its own words: every field of the command that it decided, as far as it is set. */
export type OrderRequest = Readonly<Record<string, string | number | boolean>>;

export interface NewOrder {
  readonly actorId: string;
  readonly request: OrderRequest;
  /** at the end of the batch */
  readonly latest: ExecutionReport;
  /** right after its own command: the answer to the owner */
  readonly acknowledged: ExecutionReport;
}

/** An uncrossing, under the number of its event. */
export interface RecordedAuction extends VenueAuction {
  readonly eventSequence: number;
}

/** What one batch of commands changes in the record: written whole or not at all. */
export interface VenueWrites {
  /** the command sequence that the record must still show: another writer would have moved it */
  readonly expectedCommandSequence: number;
  /** the commands themselves */
  readonly journal: readonly JournalEntry[];
  readonly commandSequence: number;
  readonly eventSequence: number;
  readonly tradeSequence: number;
  readonly phase: VenuePhase;
  readonly date: string;
  readonly secondOfDay: number;
  readonly listed: readonly InstrumentTerms[];
  readonly references: readonly { readonly instrumentCode: string; readonly referencePriceTicks: number }[];
  /** of instruments that are new or changed their phase */
  readonly marketPhases: readonly {
    readonly instrumentCode: string;
    readonly phase: MarketPhase;
    readonly cancels: boolean;
  }[];
  readonly newOrders: readonly NewOrder[];
  readonly changedOrders: readonly ExecutionReport[];
  readonly trades: readonly VenueTrade[];
  readonly auctions: readonly RecordedAuction[];
  readonly confirmedTrades: readonly number[];
  readonly at: Date;
}
