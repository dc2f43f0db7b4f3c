import { assert } from '../../../kernel/errors';
import { BUY, NO_PRICE, NO_SLOT, type OrderBook, SELL, type SideCode } from './order-book';
import type { OrderPool } from './order-pool';

/** One half of the book: the slots of each price, oldest first, and the prices, best first. */
interface BookHalf {
  readonly queues: Map<number, number[]>;
  prices: number[];
}

/** The obvious book: sorted prices and one array of slots per price. The measure of the fast one. */
export class NaiveBook implements OrderBook {
  readonly #halves: readonly [BookHalf, BookHalf] = [
    { queues: new Map(), prices: [] },
    { queues: new Map(), prices: [] },
  ];
  readonly #slots = new Set<number>();
  #lowTicks = 1;
  #highTicks = 2 ** 31 - 1;

  constructor(private readonly pool: OrderPool) {}

  get orderCount(): number {
    return this.#slots.size;
  }

  get levelCount(): number {
    return this.#halves[BUY].prices.length + this.#halves[SELL].prices.length;
  }

  setRange(lowTicks: number, highTicks: number): void {
    assert(
      lowTicks >= 1 && lowTicks <= highTicks && highTicks < 2 ** 31,
      'a price range is within 1 … 2^31 − 1',
    );
    for (const { prices } of this.#halves)
      assert(
        prices.every((price) => price >= lowTicks && price <= highTicks),
        'I15: orders outside the new range have left',
      );
    this.#lowTicks = lowTicks;
    this.#highTicks = highTicks;
  }

  add(slot: number): void {
    const price = this.#priceOf(slot);
    assert(slot > NO_SLOT && !this.#slots.has(slot), 'I10: an order stands in the book once');
    assert(price >= this.#lowTicks && price <= this.#highTicks, 'I15: the price is within the range');
    assert(this.#lotsOf(slot) > 0, 'I10: a resting order has lots');
    this.#slots.add(slot);
    const half = this.#halfOf(slot);
    const queue = half.queues.get(price);
    if (queue) queue.push(slot);
    else {
      half.queues.set(price, [slot]);
      half.prices.push(price);
      half.prices.sort((one, other) => (half === this.#halves[BUY] ? other - one : one - other));
    }
  }

  reduce(slot: number, lots: number): void {
    assert(this.#slots.has(slot), 'I10: the order is in the book');
    assert(lots > 0 && lots < this.#lotsOf(slot), 'I7: a reduction leaves something of the order');
    this.pool.setShown(slot, this.#lotsOf(slot) - lots);
  }

  remove(slot: number): void {
    assert(this.#slots.delete(slot), 'I10: the order is in the book');
    const half = this.#halfOf(slot);
    const price = this.#priceOf(slot);
    const queue = this.#queue(half, price);
    queue.splice(queue.indexOf(slot), 1);
    if (queue.length > 0) return;
    half.queues.delete(price);
    half.prices = half.prices.filter((one) => one !== price);
  }

  front(side: SideCode): number {
    return this.oldestAt(side, this.best(side));
  }

  next(slot: number): number {
    const price = this.#priceOf(slot);
    const queue = this.#queue(this.#halfOf(slot), price);
    const side = this.pool.sideOf(slot);
    return queue[queue.indexOf(slot) + 1] ?? this.oldestAt(side, this.worse(side, price));
  }

  best(side: SideCode): number {
    return this.#halves[side].prices[0] ?? NO_PRICE;
  }

  worse(side: SideCode, priceTicks: number): number {
    const isWorse = (price: number) => (side === BUY ? price < priceTicks : price > priceTicks);
    return this.#halves[side].prices.find(isWorse) ?? NO_PRICE;
  }

  oldestAt(side: SideCode, priceTicks: number): number {
    return this.#queue(this.#halves[side], priceTicks)[0] ?? NO_SLOT;
  }

  lotsAt(side: SideCode, priceTicks: number): number {
    return this.#queue(this.#halves[side], priceTicks).reduce((lots, slot) => lots + this.#lotsOf(slot), 0);
  }

  ordersAt(side: SideCode, priceTicks: number): number {
    return this.#queue(this.#halves[side], priceTicks).length;
  }

  check(): void {
    let found = 0;
    for (const half of this.#halves) {
      assert(half.queues.size === half.prices.length, 'I10: one price per level');
      for (const price of half.prices) found += this.#checkQueue(half, price);
    }
    assert(found === this.#slots.size, 'I10: the index holds exactly the orders of the book');
  }

  #checkQueue(half: BookHalf, price: number): number {
    const queue = this.#queue(half, price);
    assert(queue.length > 0, 'I10: no empty level');
    for (const slot of queue) {
      assert(this.#slots.has(slot), 'I10: index equals book');
      assert(
        this.#halfOf(slot) === half && this.#priceOf(slot) === price,
        'I10: an order stands at its price',
      );
      assert(this.#lotsOf(slot) > 0, 'I10: a resting order has lots');
    }
    return queue.length;
  }

  #queue(half: BookHalf, price: number): number[] {
    return half.queues.get(price) ?? [];
  }

  #halfOf(slot: number): BookHalf {
    return this.#halves[this.pool.sideOf(slot)];
  }

  #priceOf(slot: number): number {
    return this.pool.priceOf(slot);
  }

  #lotsOf(slot: number): number {
    return this.pool.shownOf(slot);
  }
}
