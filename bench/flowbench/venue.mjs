// Adapter for an order-flow benchmark: the full venue core. Every order is judged (phase, band, value, room, limits,
// cover), reserves cash or rights, is checked against self-trades and moves both accounts at each fill; every trade, order
// report and settlement is told to a sink. Pictures of levels and accounts, which a publisher draws after a command, are
// not asked for. Trades are confirmed as settled at the end of each slice. The flow's accounts trade with one account to
// buy and one to sell, so that prevention looks and never has to act.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const built = '../../dist/src/order-matching/core/';
const { FastBook } = require(`${built}book/fast-book.js`);
const { AVAILABLE, CASH } = require(`${built}engine/account-table.js`);
const { CENTRAL_BOOK } = require(`${built}engine/market.js`);
const { MatchingEngine } = require(`${built}engine/matching-engine.js`);
const { CANCEL_AGGRESSOR, IOC, REST } = require(`${built}engine/order-ticket.js`);

export const name = 'ecobourse MatchingEngine (full venue core)';
export const version = require('../../package.json').version;

/** a thousand accounts: this many that buy and as many that sell */
const ACCOUNTS = 500;
/** shared out so that all accounts together stay countable */
const AMPLE = Math.floor(Number.MAX_SAFE_INTEGER / (2 * ACCOUNTS));
const LIMITS = {
  instruments: 4,
  participants: 2 * ACCOUNTS,
  openOrders: 4_000_000,
  openOrdersPerParticipant: 1_000_000,
  levelsPerBook: 262_144,
};

/** Hands trades on and counts all other events, so that none of them can be left out. */
class CountingSink {
  events = 0;

  constructor(onTrade) {
    this.onTrade = onTrade;
  }
  attach(pool) {
    this.pool = pool;
  }
  trade(_sequence, _tradeSequence, _market, _model, priceTicks, lots, buySlot, sellSlot, aggressorSide) {
    const { pool } = this;
    this.events += 1;
    if (aggressorSide === 0) this.onTrade(pool.numberOf(sellSlot), pool.numberOf(buySlot), priceTicks, lots);
    else this.onTrade(pool.numberOf(buySlot), pool.numberOf(sellSlot), priceTicks, lots);
  }
  order(_sequence, slot) {
    this.events += 1;
    this.lastShown = this.pool.shownOf(slot);
  }
  level() {
    this.events += 1;
  }
  account() {
    this.events += 1;
  }
  phase() {
    this.events += 1;
  }
  indicative() {
    this.events += 1;
  }
  auction() {
    this.events += 1;
  }
  largeHolder() {
    this.events += 1;
  }
  settled(_sequence, tradeSequence) {
    this.events += 1;
    this.lastSettled = tradeSequence;
  }
}

/** A venue with one market. Its methods are the same functions in every instance: nothing is compiled anew for the next. */
class Venue {
  constructor({ minPrice, maxPrice }, onTrade) {
    this.sink = new CountingSink(onTrade);
    this.engine = new MatchingEngine({
      limits: LIMITS,
      sink: this.sink,
      makeBook: (pool) => new FastBook(pool),
      pictures: false,
    });
    const { accounts, pool } = this.engine.tables;
    this.sink.attach(pool);
    this.market = this.engine.addMarket(CENTRAL_BOOK);
    this.market.setReference(Math.floor((minPrice + maxPrice) / 2), {
      lowTicks: minPrice,
      highTicks: maxPrice,
    });
    this.engine.setPhase(this.market, 'continuous', true);
    this.positions = new Int32Array(2 * ACCOUNTS + 1);
    for (let count = 0; count < 2 * ACCOUNTS; count += 1) {
      const account = accounts.open();
      accounts.setCell(accounts.row(account, CASH), AVAILABLE, AMPLE);
      this.positions[account] = accounts.row(account, this.market.handle);
      accounts.setCell(this.positions[account], AVAILABLE, AMPLE);
    }
    this.settled = 0;
  }

  limit(id, side, price, qty, account) {
    this.place(id, side, price, qty, account, REST);
  }

  ioc(id, side, price, qty, account) {
    this.place(id, side, price, qty, account, IOC);
  }

  cancel(id) {
    const { tables } = this.engine;
    const slot = tables.pool.index.slotOf(id);
    if (slot !== 0) this.engine.cancel(tables.accountOf(slot), slot);
  }

  flush() {
    const { tradeSequence } = this.engine.tables;
    while (this.settled < tradeSequence) {
      this.settled += 1;
      this.engine.confirmSettlement(this.settled);
    }
    this.engine.finish();
  }

  book() {
    return { bids: this.orders(0), asks: this.orders(1) };
  }

  place(id, side, price, qty, flowAccount, timeInForce) {
    const account = 1 + (flowAccount % ACCOUNTS) + side * ACCOUNTS;
    const row = this.positions[account];
    const { engine, market } = this;
    const refusal = engine.limit(market, row, account, id, side, price, qty, timeInForce, CANCEL_AGGRESSOR);
    if (refusal !== null) throw new Error(`order ${id} was refused: ${refusal}`);
  }

  *orders(side) {
    const { book } = this.market;
    const { pool } = this.engine.tables;
    for (let slot = book.front(side); slot !== 0; slot = book.next(slot))
      yield { price: pool.priceOf(slot), id: pool.numberOf(slot), qty: pool.leavesOf(slot) };
  }
}

export const create = ({ flow, onTrade }) => new Venue(flow, onTrade);
