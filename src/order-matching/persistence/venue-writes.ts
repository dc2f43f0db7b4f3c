import type { ExecutionReport, InstrumentTerms, SelfTradePrevention, VenuePhase, VenueTrade } from '../core';

export interface NewOrder {
  readonly actorId: string;
  readonly selfTradePrevention: SelfTradePrevention;
  /** at the end of the batch */
  readonly latest: ExecutionReport;
  /** right after its own command: the answer to the owner */
  readonly acknowledged: ExecutionReport;
}

/** What one batch of commands changes in the record: written whole or not at all. */
export interface VenueWrites {
  /** the command sequence that the record must still show: another writer would have moved it */
  readonly expectedCommandSequence: number;
  readonly commandSequence: number;
  readonly eventSequence: number;
  readonly tradeSequence: number;
  readonly phase: VenuePhase;
  readonly date: string;
  readonly listed: readonly InstrumentTerms[];
  readonly references: readonly { readonly instrumentCode: string; readonly referencePriceTicks: number }[];
  readonly newOrders: readonly NewOrder[];
  readonly changedOrders: readonly ExecutionReport[];
  readonly trades: readonly VenueTrade[];
  readonly confirmedTrades: readonly number[];
  readonly at: Date;
}
