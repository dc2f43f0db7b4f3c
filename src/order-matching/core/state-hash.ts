import { BUY, NO_SLOT, SELL } from './book/order-book';
import { FLAG } from './book/order-pool';
import { CanonicalHash } from './canonical-hash';
import { CASH, ROW_AMOUNTS } from './engine/account-table';
import type { Market } from './engine/market';
import { type UnsettledSnapshot, unsettledOf } from './unsettled-snapshot';
import type { VenueCore } from './venue-core';

/** The flags that two equal orders share; where an order stands is hashed by walking there. */
const TERMS =
  FLAG.timeInForce |
  FLAG.prevention |
  FLAG.market |
  FLAG.postOnly |
  FLAG.waiting |
  FLAG.iceberg |
  FLAG.aside |
  FLAG.reached;

/**
 * The state of a venue as 16 hexadecimal digits: equal states give equal hashes in every process and time zone, with
 * either book. Handles and slots, which depend on history, do not enter; names and the order of things do.
 */
export function stateHash(core: VenueCore): string {
  const hash = new CanonicalHash();
  const { tables } = core.engine;
  hash
    .integer(tables.commandSequence)
    .integer(tables.eventSequence)
    .integer(tables.tradeSequence)
    .integer(tables.nowSeconds)
    .text(core.phase)
    .text(core.date)
    .integer(core.instrumentCodes().length);
  for (const code of core.instrumentCodes()) {
    hash.text(code);
    addMarket(hash, core, core.names.instrument(code).market);
  }
  addAccounts(hash, core);
  addAside(hash, core);
  const { unsettled } = tables;
  hash.integer(unsettled.count);
  for (const trade of unsettled.list()) addUnsettled(hash, unsettledOf(core, trade));
  for (const [asset, amount] of [...core.accounts.netCredits].sort(([one], [other]) =>
    one < other ? -1 : 1,
  ))
    hash.text(asset).integer(amount);
  return hash.digest();
}

function addMarket(hash: CanonicalHash, core: VenueCore, market: Market): void {
  hash
    .text(market.phase)
    .integer(market.cancels ? 1 : 0)
    .integer(market.haltEndsAt)
    .integer(market.referenceTicks)
    .integer(market.bandLowTicks)
    .integer(market.bandHighTicks)
    .integer(market.dynamicLowTicks)
    .integer(market.dynamicHighTicks)
    .integer(market.lastTicks)
    .integer(market.indicativeTicks)
    .integer(market.indicativeLots)
    .integer(market.indicativeSurplusLots)
    .text(String(market.dayTurnoverTickLots.toBigInt()))
    .text(String(market.dayVolumeLots.toBigInt()))
    .integer(market.openLots[BUY] as number)
    .integer(market.openLots[SELL] as number)
    .integer(market.book.orderCount);
  // before the first stop that waits they are forgotten
  if (market.buyStops.size + market.sellStops.size > 0)
    hash.integer(market.tradedLowTicks).integer(market.tradedHighTicks);
  for (const side of [BUY, SELL] as const) {
    hash.integer(side);
    for (let slot = market.book.front(side); slot !== NO_SLOT; slot = market.book.next(slot))
      addOrder(hash, core, slot);
    const stops = side === BUY ? market.buyStops : market.sellStops;
    hash.integer(stops.size);
    for (const slot of stops.slots()) addOrder(hash, core, slot);
  }
}

function addOrder(hash: CanonicalHash, core: VenueCore, slot: number): void {
  const { tables } = core.engine;
  const { pool } = tables;
  const flags = pool.flagsOf(slot);
  hash
    .integer(pool.numberOf(slot))
    .integer(flags & TERMS)
    .integer(pool.sideOf(slot))
    .integer(pool.priceOf(slot))
    .integer(pool.quantityOf(slot))
    .integer(pool.leavesOf(slot))
    .integer(pool.cumulativeOf(slot))
    .integer(pool.shownOf(slot))
    .integer(pool.peakLots[slot] as number)
    .integer(pool.expiresAt[slot] as number)
    .text(core.names.participantCode(tables.accountOf(slot)));
  if ((flags & FLAG.waiting) !== 0) hash.integer(pool.stopTicks[slot] as number);
}

function addAccounts(hash: CanonicalHash, core: VenueCore): void {
  const { accounts } = core.engine.tables;
  const participants = core.names.participantCodes();
  hash.integer(participants.length);
  for (const code of participants) {
    const account = core.names.accountOf(code);
    hash.text(code);
    addRow(hash, core, accounts.rowOf(account, CASH));
    for (const instrumentCode of core.instrumentCodes()) {
      const row = accounts.rowOf(account, core.names.instrument(instrumentCode).market.handle);
      if (row === 0) continue;
      hash.text(instrumentCode);
      addRow(hash, core, row);
      hash.integer(accounts.lockedLots[row] as number).integer(accounts.holdingLimitLots[row] as number);
    }
  }
}

function addRow(hash: CanonicalHash, core: VenueCore, row: number): void {
  const { accounts } = core.engine.tables;
  for (let word = 0; word < ROW_AMOUNTS; word += 1) hash.integer(accounts.cell(row, word));
}

/** Block proposals and the orders of biddings, by number. */
function addAside(hash: CanonicalHash, core: VenueCore): void {
  const { pool } = core.engine.tables;
  for (const slot of core.engine.tables.openSlots(0))
    if ((pool.flagsOf(slot) & FLAG.aside) !== 0) {
      addOrder(hash, core, slot);
      const counterparty = pool.stopTicks[slot] as number;
      hash.text(counterparty === 0 ? '' : core.names.participantCode(counterparty));
    }
  for (const [number, bidding] of core.biddings.open) {
    hash.integer(number).text(bidding.pricing).integer(bidding.floorTicks).integer(bidding.capTicks);
    hash.integer(bidding.bids.length);
    for (const bid of bidding.bids) hash.integer(bid);
  }
}

function addUnsettled(hash: CanonicalHash, trade: UnsettledSnapshot): void {
  hash
    .integer(trade.tradeSequence)
    .text(trade.instrumentCode)
    .text(trade.buyerCode)
    .text(trade.sellerCode)
    .integer(trade.priceTicks)
    .integer(trade.quantityLots)
    .integer(trade.day);
}
