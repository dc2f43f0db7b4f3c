// Adapter for an order-flow benchmark: the bare fast book (pool, index and book, no venue around them).
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const built = '../../dist/src/order-matching/core/book/';
const { OrderPool } = require(`${built}order-pool.js`);
const { FastBook } = require(`${built}fast-book.js`);

export const name = 'ecobourse FastBook (bare)';
export const version = require('../../package.json').version;

const MAXIMUM_ORDERS = 4_000_000;

/** The plainest engine around a book: match by price, then time; what is left rests. Sides: 0 buy, 1 sell. */
class BareEngine {
  constructor(lowTicks, highTicks, onTrade) {
    this.pool = new OrderPool(MAXIMUM_ORDERS);
    this.index = this.pool.index;
    this.fast = new FastBook(this.pool);
    this.fast.setRange(lowTicks, highTicks);
    this.onTrade = onTrade;
  }

  limit(id, side, price, qty) {
    const { pool, fast } = this;
    let leftLots = qty;
    if (!isWorse(side, price, fast.best(side ^ 1))) {
      leftLots = this.match(id, side, price, qty);
      if (leftLots === 0) return;
    }
    const slot = pool.take();
    pool.setSide(slot, side);
    pool.setPrice(slot, price);
    pool.setShown(slot, leftLots);
    fast.add(slot);
    this.index.set(id, slot);
  }

  ioc(id, side, price, qty) {
    this.match(id, side, price, qty);
  }

  cancel(id) {
    const slot = this.index.take(id);
    if (slot === 0) return;
    this.fast.remove(slot, this.pool.shownOf(slot));
    this.pool.giveBack(slot);
  }

  book() {
    return { bids: this.orders(0), asks: this.orders(1) };
  }

  /** Trades as far as the price allows. Answers the lots that are left. */
  match(taker, side, limitTicks, wantedLots) {
    const { pool, fast } = this;
    let leftLots = wantedLots;
    while (leftLots > 0) {
      const slot = fast.front(side ^ 1);
      if (slot === 0) break;
      const priceTicks = pool.priceOf(slot);
      if (isWorse(side, limitTicks, priceTicks)) break;
      const maker = pool.numberOf(slot);
      const restingLots = pool.shownOf(slot);
      if (restingLots > leftLots) {
        pool.setShown(slot, restingLots - leftLots);
        fast.reduce(slot, leftLots);
        this.onTrade(maker, taker, priceTicks, leftLots);
        return 0;
      }
      fast.remove(slot, restingLots);
      this.index.release(slot);
      pool.giveBack(slot);
      leftLots -= restingLots;
      this.onTrade(maker, taker, priceTicks, restingLots);
    }
    return leftLots;
  }

  *orders(side) {
    const { pool, fast } = this;
    for (let slot = fast.front(side); slot !== 0; slot = fast.next(slot))
      yield { price: pool.priceOf(slot), id: pool.numberOf(slot), qty: pool.shownOf(slot) };
  }
}

/** Is the limit of this side worse than a price of the other? One comparison for both sides: a branch would be a coin toss. */
const isWorse = (side, limitTicks, priceTicks) =>
  (((limitTicks - priceTicks) ^ (0 - side)) + side) >> 31 !== 0;

export const create = ({ flow, onTrade }) => new BareEngine(flow.minPrice, flow.maxPrice, onTrade);
