import type { Bidding } from './biddings';
import { BUY, NO_SLOT, opposite, SELL, type Side, sideCode, sideName } from './book/order-book';
import { FLAG } from './book/order-pool';
import type { ExecutionReport } from './order-terms';
import type { VenueCore } from './venue-core';

/** A taker chooses among so many opposite price levels (national ETS: the best five). */
const LISTING_LEVELS = 5;

/** A block trade that waits for its counterparty. */
export interface OpenProposal {
  readonly order: ExecutionReport;
  readonly counterpartyCode: string;
}

/** A bidding with what is left of its lot. */
export interface OpenLot {
  readonly bidding: Bidding;
  readonly leavesLots: number;
}

/** A trade that is not delivered yet, with the names and amounts that the ledger knows it by. */
export interface OwedTrade {
  readonly tradeSequence: number;
  readonly instrumentCode: string;
  readonly quantityLots: number;
  readonly amountCents: number;
  readonly buyerCode: string;
  readonly sellerCode: string;
}

/** What an order concerns that names a listing, a proposal or a bidding instead of an instrument. */
export interface NamedOffer {
  readonly instrumentCode: string;
  /** the side of whoever takes, accepts or bids */
  readonly side: Side;
}

/** Listings that can be taken now, best and oldest first, bids before asks; none where takers do not pick. */
export function openListings(core: VenueCore, instrumentCode: string): readonly ExecutionReport[] {
  const { market } = core.names.instrument(instrumentCode);
  if (!market.isListing) return [];
  const { pool } = core.engine.tables;
  return ([BUY, SELL] as const).flatMap((side) => {
    const prices = core
      .levels(instrumentCode, sideName(side), LISTING_LEVELS)
      .map((level) => level.priceTicks);
    const listings: ExecutionReport[] = [];
    for (let slot = market.book.front(side); slot !== NO_SLOT; slot = market.book.next(slot)) {
      const order = core.openOrder(pool.numberOf(slot));
      if (order?.priceTicks == null || !prices.includes(order.priceTicks)) break;
      listings.push(order);
    }
    return listings;
  });
}

/** Null: there is no such listing. */
export function offerOfListing(core: VenueCore, listingNumber: number): NamedOffer | null {
  const { pool } = core.engine.tables;
  const slot = pool.index.slotOf(listingNumber);
  const order = core.openOrder(listingNumber);
  const stands = slot !== NO_SLOT && (pool.flagsOf(slot) & (FLAG.waiting | FLAG.aside)) === 0;
  if (!stands || !order || !core.names.instrument(order.instrumentCode).market.isListing) return null;
  return offerAgainst(order);
}

/** Block proposals that wait, by their numbers. */
export function openProposals(core: VenueCore): readonly OpenProposal[] {
  const { pool } = core.engine.tables;
  return core.engine.tables.openSlots(0).flatMap((slot) => {
    const counterparty = (pool.flagsOf(slot) & FLAG.aside) === 0 ? 0 : (pool.stopTicks[slot] as number);
    const order = counterparty === 0 ? null : core.openOrder(pool.numberOf(slot));
    return order ? [{ order, counterpartyCode: core.names.participantCode(counterparty) }] : [];
  });
}

/** Null: nothing of this number is offered to the participant; what is offered to others stays private (I18). */
export function offerOfProposal(
  core: VenueCore,
  proposalNumber: number,
  participantCode: string,
): NamedOffer | null {
  const { pool } = core.engine.tables;
  const slot = pool.index.slotOf(proposalNumber);
  const order = core.openOrder(proposalNumber);
  if (slot === NO_SLOT || !order || (pool.flagsOf(slot) & FLAG.aside) === 0) return null;
  const account = core.names.accountOf(participantCode);
  return account !== 0 && pool.stopTicks[slot] === account ? offerAgainst(order) : null;
}

/** Lots of an instrument that are offered to bidders, oldest first. */
export function openLots(core: VenueCore, instrumentCode: string): readonly OpenLot[] {
  return [...core.biddings.open.values()].flatMap((bidding) => {
    const lot = bidding.instrumentCode === instrumentCode ? core.openOrder(bidding.biddingNumber) : null;
    return lot ? [{ bidding, leavesLots: lot.leavesLots }] : [];
  });
}

/** Null: there is no such bidding. */
export function offerOfBidding(core: VenueCore, biddingNumber: number): NamedOffer | null {
  const bidding = core.biddings.open.get(biddingNumber);
  return bidding ? { instrumentCode: bidding.instrumentCode, side: 'buy' } : null;
}

/** Trades that are not delivered yet, oldest first. */
export function owedTrades({ engine, names }: VenueCore): readonly OwedTrade[] {
  const { unsettled, accounts } = engine.tables;
  return unsettled.list().map(({ tradeSequence, buyRow, sellRow, priceTicks, quantityLots }) => {
    const { terms } = names.listed(accounts.marketOfRow(buyRow));
    return {
      tradeSequence,
      instrumentCode: terms.instrumentCode,
      quantityLots,
      amountCents: priceTicks * quantityLots * terms.centsPerTickLot,
      buyerCode: names.participantCode(accounts.accountOfRow(buyRow)),
      sellerCode: names.participantCode(accounts.accountOfRow(sellRow)),
    };
  });
}

const offerAgainst = ({ instrumentCode, side }: ExecutionReport): NamedOffer => ({
  instrumentCode,
  side: sideName(opposite(sideCode(side))),
});
