import { assert } from '../../../kernel/errors';
import { breach } from './breach';
import { type LevelIndex, QUEUE_WORDS } from './level-index';
import { BUY, NO_PRICE, type OrderBook, SELL, type SideCode } from './order-book';
import type { OrderPool } from './order-pool';
import { MAXIMUM_LADDER_TICKS, PriceLadder } from './price-ladder';
import { SparseLevels } from './sparse-levels';

// swc writes the numbers of a local `const enum` into the code. A constant of a module would cost a lookup at each use,
// and the hot functions would become too long to be inlined.
/** A record of the pool's links: slot `s` owns four words from `s << 2`. */
const enum Link {
  /** slot of the next younger and the next older order of the level */
  next = 0,
  previous = 1,
  /** handle of the level in which the order stands; 0 while it stands in no book */
  level = 2,
}
/** Words of `LevelColumns.queues`: level `l` owns four words from `l << 2`. */
const enum Queue {
  oldest = 0,
  newest = 1,
  orders = 2,
  bestLevels = 4,
  bestPrices = 6,
}
/** Records are as long on both sides. */
const enum Record {
  shift = 2,
}
const enum No {
  slot = 0,
  order = 0,
}

const MAXIMUM_PRICE_TICKS = 2 ** 31 - 1;

/**
 * The fast book: columns of numbers for levels as for orders, queues linked through the pool's records, the best level
 * of each side at hand. Adding, reducing and removing an order touch only its neighbours and its level, and allocate
 * nothing (a sparse index grows with the number of levels).
 *
 * Whether an order has a neighbour cannot be foreseen, and a processor pays for a wrong guess with a dozen writes. So
 * the links are written without asking: slot 0 takes what would go to a missing neighbour, the fourth word of a queue
 * what would go to its ends.
 */
export class FastBook implements OrderBook {
  private levels: LevelIndex = new SparseLevels(1, MAXIMUM_PRICE_TICKS);
  private columns = this.levels.columns;

  constructor(private readonly pool: OrderPool) {}

  /** Counted on demand, level by level. */
  get orderCount(): number {
    return this.count(BUY) + this.count(SELL);
  }

  get levelCount(): number {
    return this.levels.count;
  }

  /** Moves the queues as they are into levels for the new range. */
  setRange(lowTicks: number, highTicks: number): void {
    assert(
      lowTicks >= 1 && lowTicks <= highTicks && highTicks <= MAXIMUM_PRICE_TICKS,
      'a price range is within 1 … 2^31 − 1',
    );
    this.assertWithin(BUY, lowTicks, highTicks);
    this.assertWithin(SELL, lowTicks, highTicks);
    const moved =
      highTicks - lowTicks < MAXIMUM_LADDER_TICKS
        ? new PriceLadder(lowTicks, highTicks)
        : new SparseLevels(lowTicks, highTicks);
    this.moveSide(BUY, moved);
    this.moveSide(SELL, moved);
    this.levels = moved;
    this.columns = moved.columns;
  }

  add(slot: number): void {
    const { pool, columns } = this;
    const { links } = pool;
    const record = slot << Record.shift;
    const shown = pool.displayedLots[slot] as number;
    if (shown <= 0) breach('I10: a resting order has lots');
    if (links[record | Link.level] !== 0) breach('I10: an order stands in the book once');
    const level = this.levels.at(pool.side[slot] as SideCode, pool.priceTicks[slot] as number);
    const { queues, lots } = columns;
    const queue = level << Record.shift;
    const last = queues[queue | Queue.newest] as number;
    if (last === No.slot) {
      this.addFirst(slot);
      return;
    }
    links[record] = No.slot;
    links[record | Link.previous] = last;
    links[record | Link.level] = level;
    links[last << Record.shift] = slot;
    queues[queue | Queue.newest] = slot;
    queues[queue | Queue.orders] = (queues[queue | Queue.orders] as number) + 1;
    lots[level] = (lots[level] as number) + shown;
  }

  reduce(slot: number, by: number): void {
    const { pool } = this;
    const { lots } = this.columns;
    const left = (pool.displayedLots[slot] as number) - by;
    const level = pool.links[(slot << Record.shift) | Link.level] as number;
    if (level === 0) breach('I10: the order is in the book');
    if (by <= 0 || left <= 0) breach('I7: a reduction leaves something of an order');
    pool.displayedLots[slot] = left;
    lots[level] = (lots[level] as number) - by;
  }

  remove(slot: number): void {
    const { pool } = this;
    const { links } = pool;
    const { queues, lots } = this.columns;
    const record = slot << Record.shift;
    const behind = links[record] as number;
    const before = links[record | Link.previous] as number;
    const level = links[record | Link.level] as number;
    if (level === 0) breach('I10: the order is in the book');
    links[record | Link.level] = 0;
    links[before << Record.shift] = behind;
    links[(behind << Record.shift) | Link.previous] = before;
    const queue = level << Record.shift;
    const orders = (queues[queue | Queue.orders] as number) - 1;
    queues[queue | scrapUnlessNone(before)] = behind;
    queues[queue | Queue.newest | scrapUnlessNone(behind)] = before;
    queues[queue | Queue.orders] = orders;
    lots[level] = (lots[level] as number) - (pool.displayedLots[slot] as number);
    if (orders === No.order) this.closeLevel(slot, level);
  }

  front(side: SideCode): number {
    const { queues } = this.columns;
    return queues[(queues[Queue.bestLevels | side] as number) << Record.shift] as number;
  }

  next(slot: number): number {
    const { pool } = this;
    const behind = pool.links[slot << Record.shift] as number;
    if (behind !== No.slot) return behind;
    const level = this.levels.worse(pool.side[slot] as SideCode, pool.priceTicks[slot] as number);
    return this.columns.queues[level << Record.shift] as number;
  }

  best(side: SideCode): number {
    return this.columns.queues[Queue.bestPrices | side] as number;
  }

  worse(side: SideCode, priceTicks: number): number {
    return this.levels.priceOf(side, this.levels.worse(side, priceTicks));
  }

  oldestAt(side: SideCode, priceTicks: number): number {
    return this.columns.queues[this.levels.at(side, priceTicks) << Record.shift] as number;
  }

  lotsAt(side: SideCode, priceTicks: number): number {
    return this.columns.lots[this.levels.at(side, priceTicks)] as number;
  }

  ordersAt(side: SideCode, priceTicks: number): number {
    return this.columns.queues[(this.levels.at(side, priceTicks) << Record.shift) | Queue.orders] as number;
  }

  check(): void {
    let levels = 0;
    for (const side of [BUY, SELL] as const)
      for (let price = this.best(side); price !== NO_PRICE; price = this.worse(side, price)) {
        levels += 1;
        this.checkLevel(side, price);
      }
    assert(levels === this.levels.count, 'I10: index equals book');
  }

  /** Opens a level with its first order. */
  private addFirst(slot: number): void {
    const { pool, columns } = this;
    const level = this.levels.open(pool.side[slot] as SideCode, pool.priceTicks[slot] as number);
    const record = slot << Record.shift;
    pool.links[record] = No.slot;
    pool.links[record | Link.previous] = No.slot;
    pool.links[record | Link.level] = level;
    const queue = level << Record.shift;
    columns.queues[queue | Queue.oldest] = slot;
    columns.queues[queue | Queue.newest] = slot;
    columns.queues[queue | Queue.orders] = 1;
    columns.lots[level] = pool.displayedLots[slot] as number;
  }

  private count(side: SideCode): number {
    let orders = 0;
    for (let price = this.best(side); price !== NO_PRICE; price = this.worse(side, price))
      orders += this.ordersAt(side, price);
    return orders;
  }

  private closeLevel(slot: number, level: number): void {
    assert(this.columns.lots[level] === 0, 'I10: an empty level has no lots');
    this.levels.close(this.pool.side[slot] as SideCode, level);
  }

  private assertWithin(side: SideCode, lowTicks: number, highTicks: number): void {
    for (let price = this.best(side); price !== NO_PRICE; price = this.worse(side, price))
      assert(price >= lowTicks && price <= highTicks, 'I15: orders outside the new range have left');
  }

  private moveSide(side: SideCode, target: LevelIndex): void {
    const { links } = this.pool;
    for (let price = this.best(side); price !== NO_PRICE; price = this.worse(side, price)) {
      const { queues, lots } = this.columns;
      const old = this.levels.at(side, price);
      const level = target.open(side, price);
      const queue = queues.subarray(old * QUEUE_WORDS, (old + 1) * QUEUE_WORDS);
      target.columns.queues.set(queue, level * QUEUE_WORDS);
      target.columns.lots[level] = lots[old] as number;
      for (
        let slot = queue[Queue.oldest] as number;
        slot !== No.slot;
        slot = links[slot << Record.shift] as number
      )
        links[(slot << Record.shift) | Link.level] = level;
    }
  }

  private checkLevel(side: SideCode, price: number): void {
    const { pool } = this;
    const { links } = pool;
    const { queues } = this.columns;
    const level = this.levels.at(side, price);
    const queue = level << Record.shift;
    let orders = 0;
    let lots = 0;
    let last = No.slot;
    for (let slot = queues[queue] as number; slot !== No.slot; slot = links[slot << Record.shift] as number) {
      const record = slot << Record.shift;
      assert(
        pool.side[slot] === side && pool.priceTicks[slot] === price,
        'I10: an order stands at its price',
      );
      assert(links[record | Link.level] === level, 'I10: an order stands in its level');
      assert(links[record | Link.previous] === last, 'I10: the queue is linked both ways');
      assert((pool.displayedLots[slot] as number) > 0, 'I10: a resting order has lots');
      orders += 1;
      assert(orders <= (queues[queue | Queue.orders] as number), 'I10: no order twice');
      lots += pool.displayedLots[slot] as number;
      last = slot;
    }
    assert(orders > 0, 'I10: no empty level');
    assert(
      last === queues[queue | Queue.newest] && orders === queues[queue | Queue.orders],
      'I10: the queue is whole',
    );
    assert(lots === this.columns.lots[level], 'I10: a level adds up to its orders');
  }
}

/** The scrap word of a queue's record when there is a slot, 0 for none. */
const scrapUnlessNone = (slot: number): number => (0 - slot) >>> 30;
