import { BUY } from './flow.mjs';

/** One half of the book: prices sorted so that the best stands last, and a queue of orders for each price. */
class Half {
  prices = [];
  queues = new Map();
  orderCount = 0;

  constructor(side) {
    this.side = side;
  }

  best() {
    return this.prices[this.prices.length - 1];
  }

  /** Where this price stands, or would stand, among the prices. */
  #placeOf(price) {
    let low = 0;
    let high = this.prices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const isWorse = this.side === BUY ? this.prices[middle] < price : this.prices[middle] > price;
      if (isWorse) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(order) {
    let queue = this.queues.get(order.price);
    if (!queue) {
      queue = [];
      this.queues.set(order.price, queue);
      this.prices.splice(this.#placeOf(order.price), 0, order.price);
    }
    queue.push(order);
    this.orderCount += 1;
  }

  remove(order) {
    const queue = this.queues.get(order.price);
    queue.splice(queue.indexOf(order), 1);
    this.orderCount -= 1;
    if (queue.length > 0) return;
    this.queues.delete(order.price);
    this.prices.splice(this.#placeOf(order.price), 1);
  }

  /** Best first, oldest first within a price. */
  *orders() {
    for (let place = this.prices.length - 1; place >= 0; place--) yield* this.queues.get(this.prices[place]);
  }
}

/**
 * Price-time matching as plainly as it can be written: sorted arrays and a Map. It says what the right answer is, and
 * it is the floor that every subject's speed is divided by.
 */
export class ReferenceBook {
  live = new Map();

  /**
   * @param onTrade told of every fill
   * @param onFilled told of each resting order that a trade used up
   */
  constructor(onTrade, onFilled = () => {}) {
    this.halves = [new Half(0), new Half(1)];
    this.onTrade = onTrade;
    this.onFilled = onFilled;
  }

  get bids() {
    return this.halves[0];
  }

  get asks() {
    return this.halves[1];
  }

  /** @returns the quantity that now rests */
  limit(id, side, price, qty) {
    const left = this.immediate(id, side, price, qty);
    if (left === 0) return 0;
    const order = { id, side, price, qty: left };
    this.live.set(id, order);
    this.halves[side].add(order);
    return left;
  }

  /** @returns the quantity that did not trade */
  immediate(id, side, price, qty) {
    const against = this.halves[1 - side];
    let left = qty;
    while (left > 0 && against.prices.length > 0) {
      const best = against.best();
      if (side === BUY ? best > price : best < price) break;
      const maker = against.queues.get(best)[0];
      const fill = Math.min(left, maker.qty);
      left -= fill;
      maker.qty -= fill;
      this.onTrade(maker.id, id, best, fill);
      if (maker.qty === 0) this.#filled(maker, against);
    }
    return left;
  }

  cancel(id) {
    const order = this.live.get(id);
    if (!order) return;
    this.live.delete(id);
    this.halves[order.side].remove(order);
  }

  #filled(maker, half) {
    this.live.delete(maker.id);
    half.remove(maker);
    this.onFilled(maker.id);
  }
}

/** The reference as a subject: it meets the same interface as every engine adapter. */
export const name = 'reference';
export const version = 'sorted arrays and a Map';

export function create({ onTrade }) {
  const book = new ReferenceBook(onTrade);
  return {
    limit: (id, side, price, qty) => book.limit(id, side, price, qty),
    ioc: (id, side, price, qty) => book.immediate(id, side, price, qty),
    cancel: (id) => book.cancel(id),
    book: () => ({ bids: book.bids.orders(), asks: book.asks.orders() }),
  };
}
