import type { UnsettledTrade } from './engine/unsettled-trades';
import type { VenueCore } from './venue-core';

/** A trade that is not delivered yet, with names instead of rows. */
export interface UnsettledSnapshot {
  readonly tradeSequence: number;
  readonly instrumentCode: string;
  readonly buyerCode: string;
  readonly sellerCode: string;
  readonly priceTicks: number;
  readonly quantityLots: number;
  /** ordinal of the simulated day */
  readonly day: number;
}

export function unsettledOf(core: VenueCore, trade: UnsettledTrade): UnsettledSnapshot {
  const { accounts } = core.engine.tables;
  const { buyRow, sellRow } = trade;
  const nameOf = (row: number) => core.names.participantCode(accounts.accountOfRow(row));
  return {
    tradeSequence: trade.tradeSequence,
    instrumentCode: core.names.listed(accounts.marketOfRow(buyRow)).terms.instrumentCode,
    buyerCode: nameOf(buyRow),
    sellerCode: nameOf(sellRow),
    priceTicks: trade.priceTicks,
    quantityLots: trade.quantityLots,
    day: trade.day,
  };
}
