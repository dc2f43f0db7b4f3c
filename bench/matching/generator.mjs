import * as the from './cases.mjs';
import { bookHash, TradeTally } from './fingerprint.mjs';
import { BUY, CANCEL, flowOver, IMMEDIATE, LIMIT, SELL } from './flow.mjs';
import { LiveOrders } from './live-orders.mjs';
import { SeededRandom } from './random.mjs';
import { ReferenceBook } from './reference.mjs';

const MIDDLE_MOVES_EVERY = 100;
/** Below this many orders on a side only resting orders come, so that a taker always meets somebody. */
const SIDE_ORDERS_LEAST = 10;

/** Makes one flow against a reference book, which knows what rests and what a taker would meet. */
class FlowGenerator {
  #tally = new TradeTally();
  #live = new LiveOrders();
  #written = 0;
  #nextId = 1;
  #middleTicks = the.REFERENCE_TICKS;

  constructor(parameters, operations, seed) {
    this.parameters = parameters;
    this.random = new SeededRandom(seed);
    this.flow = flowOver(parameters.resting + operations);
    this.flow.seed = seed;
    this.book = new ReferenceBook(
      (...trade) => this.#tally.add(...trade),
      (id) => this.#live.remove(id),
    );
  }

  /** @returns the flow, and the result that every engine must reach with it */
  make() {
    const { flow, parameters } = this;
    while (this.#live.count < parameters.resting) this.#quote(true);
    flow.prefill = this.#written;
    while (this.#written < flow.n) this.#operation();
    flow.minPrice = the.LOWEST_TICKS;
    flow.maxPrice = the.HIGHEST_TICKS;
    flow.maxOrderId = this.#nextId - 1;
    flow.orderCount = this.#nextId - 1;
    const books = { bids: this.book.bids.orders(), asks: this.book.asks.orders() };
    return { flow, expected: { ...this.#tally.result(), bookHash: bookHash(books) } };
  }

  #operation() {
    const { parameters, random, book } = this;
    if ((this.#written - this.flow.prefill) % MIDDLE_MOVES_EVERY === 0) this.#moveMiddle();
    const draw = random.fraction();
    const isThin = book.bids.orderCount < SIDE_ORDERS_LEAST || book.asks.orderCount < SIDE_ORDERS_LEAST;
    if (isThin || draw < parameters.add) this.#quote(false);
    else if (draw < parameters.add + parameters.cancel) this.#cancel();
    else this.#take();
  }

  /** A slow walk that is pulled back to the reference price. */
  #moveMiddle() {
    const pull = (the.REFERENCE_TICKS - this.#middleTicks) / 3_000;
    if (!this.random.chance(0.3)) return;
    const moved = this.#middleTicks + (this.random.chance(0.5 + pull) ? 1 : -1);
    const away = Math.max(
      -the.MIDDLE_WANDERS_TICKS,
      Math.min(the.MIDDLE_WANDERS_TICKS, moved - the.REFERENCE_TICKS),
    );
    this.#middleTicks = the.REFERENCE_TICKS + away;
  }

  /** An order that rests: on the thinner side more often, never across the touch. */
  #quote(isFilling) {
    const { parameters, random, book } = this;
    const imbalance = (book.bids.orderCount - book.asks.orderCount) / parameters.resting;
    const side = random.chance(0.5 - imbalance) ? BUY : SELL;
    const distance = this.#distance(isFilling);
    const wanted = side === BUY ? this.#middleTicks - distance : this.#middleTicks + distance;
    const price = withinBand(notAcross(side, wanted, book.halves[1 - side].best()));
    const id = this.#write(LIMIT, side, price, random.geometric(the.MEAN_LOTS));
    if (book.limit(id, side, price, this.flow.qty[this.#written - 1]) > 0) this.#live.addQuote(id);
  }

  #distance(isFilling) {
    const { parameters, random } = this;
    for (;;) {
      const isNear = !isFilling && random.chance(parameters.near);
      const ticks = random.geometric(isNear ? the.NEAR_TICKS : parameters.distanceTicks);
      if (ticks <= the.REFERENCE_TICKS - the.LOWEST_TICKS) return ticks;
    }
  }

  /** 60 % of the cancels hit one of the last quotes (quotes are short-lived), the others any order. */
  #cancel() {
    const { random, book } = this;
    const recent = random.chance(0.6) ? this.#live.anyRecent(random) : undefined;
    const id = recent ?? this.#live.any(random);
    this.#writeRow(CANCEL, book.live.get(id).side, 0, id, 0, 0);
    book.cancel(id);
    this.#live.remove(id);
  }

  /** A taker: most are small, one in ten sweeps; half of them leave their rest in the book. */
  #take() {
    const { random, book } = this;
    const bid = book.bids.best();
    const ask = book.asks.best();
    const isAskNearer = ask - this.#middleTicks < this.#middleTicks - bid;
    const side = random.chance(isAskNearer ? 0.6 : 0.4) ? BUY : SELL;
    const slip = random.below(4) + (random.chance(0.3) ? random.geometric(25) : 0);
    const price = withinBand(side === BUY ? ask + slip : bid - slip);
    const kind = random.chance(0.5) ? IMMEDIATE : LIMIT;
    const id = this.#write(kind, side, price, Math.max(1, Math.round(random.exponential(this.#takerLots()))));
    const qty = this.flow.qty[this.#written - 1];
    if (kind === IMMEDIATE) book.immediate(id, side, price, qty);
    else if (book.limit(id, side, price, qty) > 0) this.#live.add(id);
  }

  /** Mean size of the next taker, such that the book keeps its size. */
  #takerLots() {
    const { parameters, random } = this;
    const ordersPerTaker = (parameters.add - parameters.cancel) / parameters.take;
    const surplus = (this.#live.count - parameters.resting) / parameters.resting;
    const correction = Math.max(0.2, Math.min(4, 1 + 8 * surplus));
    return the.MEAN_LOTS * ordersPerTaker * correction * (random.chance(0.1) ? 5 : 0.55);
  }

  #write(kind, side, price, qty) {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#writeRow(kind, side, this.random.below(the.ACCOUNTS), id, price, qty);
    return id;
  }

  #writeRow(kind, side, account, id, price, qty) {
    const { flow } = this;
    const row = this.#written;
    flow.kind[row] = kind;
    flow.side[row] = side;
    flow.account[row] = account;
    flow.id[row] = id;
    flow.price[row] = price;
    flow.qty[row] = qty;
    this.#written += 1;
  }
}

const withinBand = (price) => Math.min(the.HIGHEST_TICKS, Math.max(the.LOWEST_TICKS, price));

function notAcross(side, price, oppositeBest) {
  if (oppositeBest === undefined) return price;
  return side === BUY ? Math.min(price, oppositeBest - 1) : Math.max(price, oppositeBest + 1);
}

/**
 * A seeded flow in memory; the same parameters, size and seed give the same bytes on every machine.
 * @param parameters one of `CASES`
 * @param operations how many are measured; those that build the starting book come before them
 */
export const generateFlow = (parameters, operations, seed) =>
  new FlowGenerator(parameters, operations, seed).make();
