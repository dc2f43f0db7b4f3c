import { assert } from '../../kernel';
import { type BookLevel, NO_ORDER, type OrderBook, type Side } from './order-book';

interface PriceLevel {
  readonly priceTicks: number;
  quantityLots: number;
  orderCount: number;
  oldest: RestingNode | null;
  newest: RestingNode | null;
}

interface RestingNode {
  readonly orderNumber: number;
  readonly side: Side;
  readonly level: PriceLevel;
  leavesLots: number;
  older: RestingNode | null;
  newer: RestingNode | null;
}

/** One half of the book: levels by price, and their prices sorted so that the best stands last (cheap to drop). */
class BookHalf {
  readonly levels = new Map<number, PriceLevel>();
  readonly pricesBestLast: number[] = [];

  constructor(private readonly side: Side) {}

  levelFor(priceTicks: number): PriceLevel {
    const known = this.levels.get(priceTicks);
    if (known) return known;
    const level: PriceLevel = { priceTicks, quantityLots: 0, orderCount: 0, oldest: null, newest: null };
    this.levels.set(priceTicks, level);
    this.pricesBestLast.splice(this.#placeOf(priceTicks), 0, priceTicks);
    return level;
  }

  drop(level: PriceLevel): void {
    this.levels.delete(level.priceTicks);
    this.pricesBestLast.splice(this.#placeOf(level.priceTicks), 1);
  }

  best(): PriceLevel | undefined {
    const price = this.pricesBestLast.at(-1);
    return price === undefined ? undefined : this.levels.get(price);
  }

  worseThan(level: PriceLevel): PriceLevel | undefined {
    const place = this.#placeOf(level.priceTicks) - 1;
    const price = place < 0 ? undefined : this.pricesBestLast[place];
    return price === undefined ? undefined : this.levels.get(price);
  }

  /** Binary search: where this price stands or would stand. */
  #placeOf(priceTicks: number): number {
    const worse = (price: number) => (this.side === 'buy' ? price < priceTicks : price > priceTicks);
    let low = 0;
    let high = this.pricesBestLast.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (worse(this.pricesBestLast[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The obvious book: sorted prices, one linked queue per price, one index by order number. */
export class NaiveBook implements OrderBook {
  readonly #halves = { buy: new BookHalf('buy'), sell: new BookHalf('sell') };
  readonly #index = new Map<number, RestingNode>();

  get orderCount(): number {
    return this.#index.size;
  }

  add(orderNumber: number, side: Side, priceTicks: number, leavesLots: number): void {
    assert(orderNumber > NO_ORDER && !this.#index.has(orderNumber), 'I10: an order stands in the book once');
    assert(leavesLots > 0, 'I10: a resting order has leaves');
    const level = this.#halves[side].levelFor(priceTicks);
    const node: RestingNode = { orderNumber, side, level, leavesLots, older: level.newest, newer: null };
    if (level.newest) level.newest.newer = node;
    else level.oldest = node;
    level.newest = node;
    level.quantityLots += leavesLots;
    level.orderCount += 1;
    this.#index.set(orderNumber, node);
  }

  reduce(orderNumber: number, lots: number): void {
    const node = this.#node(orderNumber);
    assert(lots > 0 && lots <= node.leavesLots, 'I7: a fill is not larger than the leaves');
    if (lots === node.leavesLots) this.remove(orderNumber);
    else {
      node.leavesLots -= lots;
      node.level.quantityLots -= lots;
    }
  }

  remove(orderNumber: number): void {
    const node = this.#node(orderNumber);
    const { level } = node;
    if (node.older) node.older.newer = node.newer;
    else level.oldest = node.newer;
    if (node.newer) node.newer.older = node.older;
    else level.newest = node.older;
    level.quantityLots -= node.leavesLots;
    level.orderCount -= 1;
    this.#index.delete(orderNumber);
    assert(
      (level.orderCount === 0) === (level.quantityLots === 0),
      'I10: a level is empty in both or neither',
    );
    if (level.orderCount === 0) this.#halves[node.side].drop(level);
  }

  has(orderNumber: number): boolean {
    return this.#index.has(orderNumber);
  }

  priceOf(orderNumber: number): number {
    return this.#node(orderNumber).level.priceTicks;
  }

  leavesOf(orderNumber: number): number {
    return this.#node(orderNumber).leavesLots;
  }

  front(side: Side): number {
    return this.#halves[side].best()?.oldest?.orderNumber ?? NO_ORDER;
  }

  next(orderNumber: number): number {
    const node = this.#node(orderNumber);
    const behind = node.newer ?? this.#halves[node.side].worseThan(node.level)?.oldest;
    return behind?.orderNumber ?? NO_ORDER;
  }

  level(side: Side, priceTicks: number): BookLevel {
    const level = this.#halves[side].levels.get(priceTicks);
    return {
      priceTicks,
      quantityLots: level?.quantityLots ?? 0,
      orderCount: level?.orderCount ?? 0,
    };
  }

  levels(side: Side, count: number): readonly BookLevel[] {
    const prices = this.#halves[side].pricesBestLast;
    return prices
      .slice(Math.max(0, prices.length - count))
      .reverse()
      .map((price) => this.level(side, price));
  }

  check(): void {
    let found = 0;
    for (const side of ['buy', 'sell'] as const) {
      const half = this.#halves[side];
      assert(half.levels.size === half.pricesBestLast.length, 'I10: one price per level');
      for (const level of half.levels.values()) found += this.#checkLevel(level, side);
    }
    assert(found === this.#index.size, 'I10: the index holds exactly the orders of the book');
  }

  #checkLevel(level: PriceLevel, side: Side): number {
    let quantityLots = 0;
    let orderCount = 0;
    for (let node = level.oldest; node; node = node.newer) {
      assert(this.#index.get(node.orderNumber) === node && node.side === side, 'I10: index equals book');
      assert(node.leavesLots > 0, 'I10: a resting order has leaves');
      quantityLots += node.leavesLots;
      orderCount += 1;
    }
    assert(orderCount > 0, 'I10: no empty level');
    assert(
      quantityLots === level.quantityLots && orderCount === level.orderCount,
      'I10: a level adds up to its orders',
    );
    return orderCount;
  }

  #node(orderNumber: number): RestingNode {
    const node = this.#index.get(orderNumber);
    assert(node, `I10: order ${orderNumber} is in the book`);
    return node;
  }
}
