import { CASH_KEY } from './account-commands';
import { BUY, NO_PRICE, NO_SLOT, SELL } from './book/order-book';
import { FLAG } from './book/order-pool';
import {
  AVAILABLE,
  CASH,
  OPEN_BUY,
  RESERVED,
  ROW_AMOUNTS,
  ROW_SHIFT,
  UNSETTLED_IN,
  UNSETTLED_OUT,
} from './engine/account-table';
import type { Market } from './engine/market';
import type { VenueCore } from './venue-core';

export interface VenueFinding {
  readonly invariant: string;
  readonly holds: boolean;
  readonly detail: string;
}

/** Walks over the whole state and checks what the mutators promise, from the orders up: I3, I7, I8, I10, I11, I14, conservation. */
export function checkVenue(core: VenueCore): readonly VenueFinding[] {
  return [
    finding('I3', () => checkHoldings(core)),
    finding('I7', () => checkQuantities(core)),
    finding('I8', () => checkUncrossed(core)),
    finding('I10', () => checkBooks(core)),
    finding('I11', () => checkReservations(core)),
    finding('I14', () => checkOwnOrders(core)),
    finding('conservation', () => checkConservation(core)),
  ];
}

/** A check answers what it counted, or throws what is wrong. */
function finding(invariant: string, check: () => string): VenueFinding {
  try {
    return { invariant, holds: true, detail: check() };
  } catch (error) {
    return { invariant, holds: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

function must(condition: boolean, message: () => string): void {
  if (!condition) throw new Error(message());
}

/** Cash and every position of every account. */
function* holdingsOf(core: VenueCore) {
  const { accounts } = core.engine.tables;
  for (let account = 1; account <= accounts.count; account += 1) {
    const owner = core.names.participantCode(account);
    yield { account, owner, asset: CASH_KEY, row: accounts.rowOf(account, CASH) };
    for (const asset of core.instrumentCodes()) {
      const row = accounts.rowOf(account, core.names.instrument(asset).market.handle);
      if (row !== 0) yield { account, owner, asset, row };
    }
  }
}

const marketsOf = (core: VenueCore): Market[] =>
  core.instrumentCodes().map((code) => core.names.instrument(code).market);

function checkHoldings(core: VenueCore): string {
  const { cells } = core.engine.tables.accounts;
  let count = 0;
  for (const { owner, asset, row } of holdingsOf(core)) {
    for (const amount of cells.subarray(row << ROW_SHIFT, (row << ROW_SHIFT) + ROW_AMOUNTS))
      must(Number.isSafeInteger(amount) && amount >= 0, () => `${owner} ${asset || 'cash'}: ${amount}`);
    count += 1;
  }
  return `${count} holdings, none below zero`;
}

function checkQuantities(core: VenueCore): string {
  const { tables } = core.engine;
  const { pool } = tables;
  const open = new Map<string, number>();
  const slots = core.engine.tables.openSlots(0);
  for (const slot of slots) {
    const leaves = pool.leavesOf(slot);
    const cumulative = pool.cumulativeOf(slot);
    must(
      leaves > 0 && cumulative >= 0 && cumulative + leaves <= pool.quantityOf(slot),
      () => `order ${pool.numberOf(slot)} does not add up`,
    );
    const key = `${tables.marketOf(slot)} ${pool.sideOf(slot)}`;
    open.set(key, (open.get(key) ?? 0) + leaves);
  }
  for (const { handle, openLots } of marketsOf(core))
    for (const side of [BUY, SELL])
      must(
        openLots[side] === (tables.ample ? (open.get(`${handle} ${side}`) ?? 0) : 0),
        () => `instrument ${handle}: the open lots of a side do not add up`,
      );
  return `${slots.length} open orders add up`;
}

function checkUncrossed(core: VenueCore): string {
  for (const market of marketsOf(core)) {
    const [bid, ask] = [market.book.best(BUY), market.book.best(SELL)];
    must(
      !market.matches || bid === NO_PRICE || ask === NO_PRICE || bid < ask,
      () => `instrument ${market.handle} is crossed`,
    );
  }
  return `${core.instrumentCodes().length} books, none crossed in continuous trading`;
}

function checkBooks(core: VenueCore): string {
  const { tables } = core.engine;
  const { pool, expiries } = tables;
  const standing = new Map<number, string>();
  for (const market of marketsOf(core)) {
    market.book.check();
    for (const side of [BUY, SELL] as const) {
      for (let slot = market.book.front(side); slot !== NO_SLOT; slot = market.book.next(slot))
        standing.set(slot, `book ${market.handle} ${side}`);
      for (const slot of (side === BUY ? market.buyStops : market.sellStops).slots())
        standing.set(slot, `stops ${market.handle} ${side}`);
    }
  }
  let timed = 0;
  const slots = core.engine.tables.openSlots(0);
  for (const slot of slots) {
    const flags = pool.flagsOf(slot);
    const place = (flags & FLAG.waiting) !== 0 ? 'stops' : 'book';
    const wanted =
      (flags & FLAG.aside) !== 0 ? undefined : `${place} ${tables.marketOf(slot)} ${pool.sideOf(slot)}`;
    must(standing.get(slot) === wanted, () => `order ${pool.numberOf(slot)} does not stand where it should`);
    must(
      pool.index.slotOf(pool.numberOf(slot)) === slot,
      () => `order ${pool.numberOf(slot)} is not in the index`,
    );
    standing.delete(slot);
    if ((pool.expiresAt[slot] as number) > 0) timed += expiries.has(slot) ? 1 : Number.NaN;
  }
  must(standing.size === 0, () => `${standing.size} orders stand in a book and are not open`);
  must(timed === expiries.size, () => 'the orders that expire are not those that wait for their hour');
  must(pool.index.size === slots.length, () => 'the index holds other orders than the open ones');
  checkBiddings(core, slots);
  return `${slots.length} open orders, each in its place`;
}

/** What stands aside and is no block proposal is the lot of an open bidding, or a bid for it. */
function checkBiddings(core: VenueCore, slots: readonly number[]): void {
  const { pool } = core.engine.tables;
  const aside = slots.filter((slot) => (pool.flagsOf(slot) & FLAG.aside) !== 0 && pool.stopTicks[slot] === 0);
  const offered = [...core.biddings.open.values()].flatMap(({ biddingNumber, bids }) => [
    biddingNumber,
    ...bids,
  ]);
  const standing = new Set(aside.map((slot) => pool.numberOf(slot)));
  must(
    offered.length === aside.length && offered.every((number) => standing.has(number)),
    () => `${aside.length} orders of biddings are open, ${offered.length} are listed`,
  );
}

function checkReservations(core: VenueCore): string {
  const { tables } = core.engine;
  const { pool, accounts } = tables;
  const sums = new Map<string, number>();
  const add = (key: string, amount: number) => sums.set(key, (sums.get(key) ?? 0) + amount);
  for (const slot of core.engine.tables.openSlots(0)) {
    const account = tables.accountOf(slot);
    const { instrumentCode } = core.names.listed(tables.marketOf(slot)).terms;
    const isBuy = pool.sideOf(slot) === BUY;
    add(`${account} reserved ${isBuy ? CASH_KEY : instrumentCode}`, tables.reservationOf(slot));
    add(`${account} ${isBuy ? 'buy' : 'sell'} ${instrumentCode}`, pool.leavesOf(slot));
    add(`${account} orders`, 1);
  }
  let count = 0;
  for (const { account, owner, asset, row } of holdingsOf(core)) {
    const wanted = tables.ample ? 0 : (sums.get(`${account} reserved ${asset}`) ?? 0);
    must(
      accounts.cell(row, RESERVED) === wanted,
      () =>
        `${owner} ${asset || 'cash'}: reserved ${accounts.cell(row, RESERVED)}, open orders need ${wanted}`,
    );
    must(
      accounts.openOrdersOf(account) === (sums.get(`${account} orders`) ?? 0),
      () => `${owner}: the count of open orders is wrong`,
    );
    count += 1;
    if (asset === CASH_KEY || tables.ample) continue;
    must(
      accounts.cell(row, OPEN_BUY) === (sums.get(`${account} buy ${asset}`) ?? 0),
      () => `${owner} ${asset}: open lots are wrong`,
    );
  }
  return `${count} reservations are the worst case of their orders`;
}

/** Nobody's own orders could meet, so that no uncrossing can make a trade of one participant with itself. */
function checkOwnOrders(core: VenueCore): string {
  const { tables } = core.engine;
  const { pool } = tables;
  for (const market of marketsOf(core)) {
    const lowestAsk = new Map<number, number>();
    for (let slot = market.book.front(SELL); slot !== NO_SLOT; slot = market.book.next(slot)) {
      const account = tables.accountOf(slot);
      if (!lowestAsk.has(account)) lowestAsk.set(account, pool.priceOf(slot));
    }
    for (let slot = market.book.front(BUY); slot !== NO_SLOT; slot = market.book.next(slot)) {
      const ask = lowestAsk.get(tables.accountOf(slot));
      must(
        ask === undefined || ask > pool.priceOf(slot),
        () => `order ${pool.numberOf(slot)} crosses an order of the same participant`,
      );
    }
  }
  return 'nobody stands on both sides of a trade';
}

function checkConservation(core: VenueCore): string {
  const totals = new Map<string, { owned: number; coming: number; going: number }>();
  const { accounts } = core.engine.tables;
  for (const { asset, row } of holdingsOf(core)) {
    const total = totals.get(asset) ?? { owned: 0, coming: 0, going: 0 };
    totals.set(asset, total);
    const going = accounts.cell(row, UNSETTLED_OUT);
    total.owned += accounts.cell(row, AVAILABLE) + accounts.cell(row, RESERVED) + going;
    total.coming += accounts.cell(row, UNSETTLED_IN);
    total.going += going;
  }
  for (const [asset, { owned, coming, going }] of totals) {
    const net = core.accounts.netCredits.get(asset) ?? 0;
    must(owned === net, () => `${asset || 'cash'}: accounts hold ${owned}, ${net} came in`);
    must(
      coming === going,
      () => `${asset || 'cash'}: ${coming} expected, ${going} owed between participants`,
    );
  }
  return `${totals.size} assets conserved, ${core.engine.tables.unsettled.count} trades unsettled`;
}
