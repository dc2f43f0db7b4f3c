import { assert } from '../../kernel';
import { BUY, NO_SLOT, sideCode } from './book/order-book';
import { FLAG } from './book/order-pool';
import { AVAILABLE, BOUGHT, CASH, SOLD, UNSETTLED_IN, UNSETTLED_OUT } from './engine/account-table';
import { OrderLife, stopsOf } from './engine/order-life';
import { blankTicket, type OrderTicket } from './engine/order-ticket';
import { LIFETIMES, PREVENTIONS } from './order-commands';
import { stateHash } from './state-hash';
import type { UnsettledSnapshot } from './unsettled-snapshot';
import { VenueCore, type VenueCoreOptions } from './venue-core';
import {
  type AccountSnapshot,
  type MarketSnapshot,
  type OrderSnapshot,
  SNAPSHOT_VERSION,
  type VenueSnapshot,
} from './venue-snapshot';

/**
 * The venue that a snapshot was taken of: the same state hash, and the same events for every later command. Balances are
 * restored as if no order were open; the orders then take their cover from them, so that a snapshot in which they do
 * not fit together is found out.
 * @throws Error when the snapshot is of another version, or what it describes is not the state that it names
 */
export function restoreSnapshot(
  snapshot: VenueSnapshot,
  options: Omit<VenueCoreOptions, 'ample'> = {},
): VenueCore {
  assert(snapshot.version === SNAPSHOT_VERSION, `a snapshot of version ${snapshot.version} can be read`);
  const core = new VenueCore(snapshot.date, { ...options, ample: snapshot.ample });
  const { tables } = core.engine;
  tables.nowSeconds = snapshot.nowSeconds;
  tables.commandSequence = snapshot.commandSequence;
  tables.eventSequence = snapshot.eventSequence;
  tables.tradeSequence = snapshot.tradeSequence;
  core.markets.phase = snapshot.phase;
  for (const market of snapshot.markets) restoreMarket(core, market);
  for (const account of snapshot.accounts) restoreAccount(core, account);
  for (const trade of snapshot.unsettled) restoreUnsettled(core, trade);
  for (const [asset, amount] of snapshot.netCredits) core.accounts.netCredits.set(asset, amount);
  restoreOrders(core, snapshot);
  for (const bidding of snapshot.biddings)
    core.biddings.open.set(bidding.biddingNumber, { ...bidding, bids: [...bidding.bids] });
  tables.forget();
  assert(stateHash(core) === snapshot.stateHash, 'a restored venue has the state of its snapshot');
  return core;
}

function restoreMarket(core: VenueCore, snapshot: MarketSnapshot): void {
  const market = core.markets.restore(snapshot.terms);
  const [lowTicks, highTicks] = snapshot.bandTicks;
  market.setReference(snapshot.referenceTicks, { lowTicks, highTicks });
  market.enter(snapshot.phase, snapshot.cancels);
  market.haltEndsAt = snapshot.haltEndsAt;
  market.lastTicks = snapshot.lastTicks;
  [market.dynamicLowTicks, market.dynamicHighTicks] = snapshot.dynamicBandTicks;
  [market.tradedLowTicks, market.tradedHighTicks] = snapshot.tradedTicks;
  [market.indicativeTicks, market.indicativeLots, market.indicativeSurplusLots] = snapshot.indicative;
  market.dayTurnoverTickLots.set(BigInt(snapshot.dayTurnoverTickLots));
  market.dayVolumeLots.set(BigInt(snapshot.dayVolumeLots));
}

/** The row of a participant's cash or position, made when it is not there. */
function rowOf(core: VenueCore, participantCode: string, instrumentCode: string | null): number {
  const account = core.names.openAccount(participantCode);
  assert(account !== 0, 'a restored venue has room for its participants');
  const market = instrumentCode === null ? CASH : core.names.instrument(instrumentCode).market.handle;
  return core.engine.tables.accounts.row(account, market);
}

function restoreAccount(core: VenueCore, account: AccountSnapshot): void {
  const { accounts } = core.engine.tables;
  const cash = rowOf(core, account.participantCode, null);
  accounts.setCell(cash, AVAILABLE, account.cashAvailableCents + account.cashReservedCents);
  accounts.setCell(cash, UNSETTLED_IN, account.cashUnsettledInCents);
  accounts.setCell(cash, UNSETTLED_OUT, account.cashUnsettledOutCents);
  for (const [place, position] of account.rights.entries()) {
    const history = account.history[place];
    assert(history, 'every position of a snapshot has its history');
    const row = rowOf(core, account.participantCode, position.instrumentCode);
    accounts.setCell(row, AVAILABLE, position.availableLots + position.reservedLots);
    accounts.setCell(row, UNSETTLED_IN, position.unsettledInLots);
    accounts.setCell(row, UNSETTLED_OUT, position.unsettledOutLots);
    accounts.setCell(row, BOUGHT, history.boughtLots);
    accounts.setCell(row, SOLD, history.soldLots);
    accounts.lockedLots[row] = history.lockedLots;
    accounts.holdingLimitLots[row] = history.holdingLimitLots;
    if (history.holdingLimitLots > 0) accounts.hasOwnLimits = true;
  }
}

function restoreUnsettled(core: VenueCore, trade: UnsettledSnapshot): void {
  core.engine.tables.unsettled.add(
    trade.tradeSequence,
    rowOf(core, trade.buyerCode, trade.instrumentCode),
    rowOf(core, trade.sellerCode, trade.instrumentCode),
    trade.priceTicks,
    trade.quantityLots,
    trade.day,
  );
}

/** First what stands outside the books, then the queues, each from its front: every order joins at the back. */
function restoreOrders(core: VenueCore, { orders, markets }: VenueSnapshot): void {
  const life = new OrderLife(core.engine.tables);
  const resting = new Map<number, OrderSnapshot>();
  for (const order of orders)
    if (order.place === 'book') resting.set(order.wording.orderNumber, order);
    else restoreOutside(core, life, order);
  for (const number of markets.flatMap(({ bids, asks }) => [...bids, ...asks])) {
    const order = resting.get(number);
    assert(order, 'a queue of a snapshot holds its open orders');
    restoreResting(core, life, order);
  }
}

function restoreResting(core: VenueCore, life: OrderLife, order: OrderSnapshot): void {
  const { pool } = core.engine.tables;
  const { market } = core.names.instrument(order.wording.instrumentCode);
  const slot = begin(core, life, order);
  life.rest(slot, market);
  const hidden = pool.shownOf(slot) - order.displayedLots;
  if (hidden === 0) return;
  pool.setShown(slot, order.displayedLots);
  pool.hiddenLots[slot] = (pool.hiddenLots[slot] as number) + hidden;
  market.book.reduce(slot, hidden);
}

function restoreOutside(core: VenueCore, life: OrderLife, order: OrderSnapshot): void {
  const { pool } = core.engine.tables;
  const { market } = core.names.instrument(order.wording.instrumentCode);
  const slot = begin(core, life, order);
  if (order.place === 'aside') {
    pool.setFlags(slot, pool.flagsOf(slot) | FLAG.aside);
    life.keep(slot, market);
    pool.stopTicks[slot] = order.counterpartyCode === null ? 0 : core.names.accountOf(order.counterpartyCode);
    return;
  }
  const side = sideCode(order.wording.side);
  pool.setFlags(slot, pool.flagsOf(slot) | FLAG.waiting | (order.isReached ? FLAG.reached : 0));
  market.hasReachedStops ||= order.isReached;
  stopsOf(market, side).push(slot, side === BUY ? order.stopTicks : -order.stopTicks, order.tie);
  life.keep(slot, market);
}

/** The order, with what is left of it, standing nowhere yet. */
function begin(core: VenueCore, life: OrderLife, order: OrderSnapshot): number {
  const { pool } = core.engine.tables;
  const { wording } = order;
  const { market } = core.names.instrument(wording.instrumentCode);
  const account = core.names.accountOf(wording.participantCode);
  assert(
    account !== 0 && pool.index.slotOf(wording.orderNumber) === NO_SLOT,
    'an order has an owner, and comes once',
  );
  const ticket: OrderTicket = {
    ...blankTicket(),
    orderNumber: wording.orderNumber,
    account,
    market: market.handle,
    side: sideCode(wording.side),
    isMarket: wording.orderType === 'market',
    priceTicks: order.priceTicks,
    quantityLots: order.leavesLots,
    timeInForce: LIFETIMES[wording.timeInForce],
    prevention: PREVENTIONS[wording.selfTradePrevention],
    postOnly: wording.postOnly,
    displayLots: wording.displayLots ?? 0,
    stopTicks: order.stopTicks,
    expiresAt: order.expiresAt,
  };
  const slot = life.begin(ticket, market);
  pool.setQuantity(slot, order.quantityLots);
  pool.setCumulative(slot, order.cumulativeLots);
  core.names.wordings.set(wording.orderNumber, wording);
  return slot;
}
